"""The coach's pages: what is read, what is written, what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coaching.enums import Audience, ExitReason, Phase
from coaching.models import FollowUp, Journey
from employers.models import Placement
from mirec.core.periods import today
from tests.factories import (
    AssessmentFactory,
    BeneficiaryFactory,
    EmployerFactory,
    FollowUpFactory,
    JourneyFactory,
    PlacementFactory,
    ProposalFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def follow_up_data(beneficiary, **changes) -> dict:
    return {
        "beneficiary": beneficiary.pk,
        "kind": "interview",
        "happened_on": today().isoformat(),
        "channel": "office",
        "outcome": "done",
        "minutes": "45",
        "text": "Elle hésite pour l'horaire du soir.",
        "next_step": "Rappeler",
        "next_step_on": (today() + timedelta(days=3)).isoformat(),
        "audience": "team",
        **changes,
    }


def test_the_day_says_who_is_due_and_why(client_of, coach, beneficiary):
    JourneyFactory(beneficiary=beneficiary, due_soon=True)
    FollowUpFactory(
        beneficiary=beneficiary, created_by=coach, step_overdue=True, next_step="Rappeler le CPAS"
    )
    page = text_of(client_of(coach).get(reverse("coaching:home")))
    assert "Limite légale" in page
    assert "Promesse à tenir" in page
    assert "Rappeler le CPAS" in page
    assert "Noah Petit" in page


def test_the_day_is_empty_when_nothing_waits(client_of, coach):
    page = text_of(client_of(coach).get(reverse("coaching:home")))
    assert "Rien n'attend de réponse" in page.replace("&#x27;", "'")


def test_the_day_of_a_coach_holds_nobody_elses_persons(client_of, coach, other_beneficiary):
    JourneyFactory(beneficiary=other_beneficiary, due_soon=True)
    assert "Hoyaux" not in text_of(client_of(coach).get(reverse("coaching:home")))


def test_writing_a_follow_up_keeps_it_and_the_last_contact(client_of, coach, beneficiary):
    client = client_of(coach)
    response = client.post(reverse("coaching:followup-create"), follow_up_data(beneficiary))
    assert response.status_code == 302
    kept = FollowUp.objects.get()
    assert (kept.text, kept.created_by, kept.minutes) == (
        "Elle hésite pour l'horaire du soir.",
        coach,
        45,
    )
    beneficiary.refresh_from_db()
    assert beneficiary.last_contact_on == today()


def test_a_call_without_an_answer_is_no_contact(client_of, coach, beneficiary):
    data = follow_up_data(beneficiary, outcome="not_reached")
    client_of(coach).post(reverse("coaching:followup-create"), data)
    beneficiary.refresh_from_db()
    assert beneficiary.last_contact_on is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"happened_on": (today() + timedelta(days=1)).isoformat()},
            "choisissez un jour passé",
            id="in the future",
        ),
        pytest.param(
            {"next_step_on": (today() - timedelta(days=3)).isoformat()},
            "ne peut pas précéder le suivi",
            id="a step before the follow-up",
        ),
        pytest.param(
            {"next_step": ""}, "Une prochaine étape a un texte et une date", id="a step unsaid"
        ),
        pytest.param({"minutes": "2000"}, "1440 minutes", id="longer than a day"),
        pytest.param({"happened_on": "31/02/2026"}, "date", id="a day that does not exist"),
        pytest.param({"text": "x" * 10_000_000}, "20000 caractères", id="a text of 10 MB"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    client_of, coach, beneficiary, changes, sentence
):
    data = follow_up_data(beneficiary, next_step="Voir la crèche") | changes
    response = client_of(coach).post(reverse("coaching:followup-create"), data)
    page = text_of(response).replace("\xa0", " ").replace("&#x27;", "'")
    assert response.status_code == 200
    assert sentence in page
    assert FollowUp.objects.count() == 0
    if "text" not in changes:
        assert "l'horaire du soir" in page


def test_two_tabs_do_not_overwrite_each_other_silently(client_of, coach, beneficiary):
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach, text="Première version")
    url = reverse("coaching:followup-edit", args=[follow_up.pk])
    client = client_of(coach)
    version = client.get(url).context["form"]["version"].value()
    FollowUp.objects.filter(pk=follow_up.pk).update(text="Écrit dans l'autre onglet")
    data = follow_up_data(beneficiary, text="Écrit ici", version=version)
    refused = client.post(url, data)
    page = text_of(refused).replace("&#x27;", "'")
    assert "a modifié ces données entre-temps" in page
    assert "Écrit ici" in page
    follow_up.refresh_from_db()
    assert follow_up.text == "Écrit dans l'autre onglet"
    new_version = refused.context["form"]["version"].value()
    client.post(url, data | {"version": new_version})
    follow_up.refresh_from_db()
    assert follow_up.text == "Écrit ici"


def test_a_private_note_is_read_by_its_author_only(
    client_of, coach, colleague, manager, beneficiary
):
    note = FollowUpFactory(
        beneficiary=beneficiary,
        created_by=coach,
        audience=Audience.PRIVATE,
        text="Note pour moi seule",
    )
    panel = reverse("coaching:panel-followups", args=[beneficiary.pk])
    pages = [
        panel,
        reverse("coaching:followup-list"),
        f"{reverse('coaching:followup-list')}?q=petit",
    ]
    for page in pages:
        assert "Note pour moi seule" in text_of(client_of(coach).get(page))
        for other in (colleague, manager):
            assert "Note pour moi seule" not in text_of(client_of(other).get(page))
    detail = reverse("coaching:followup-detail", args=[note.pk])
    assert client_of(coach).get(detail).status_code == 200
    assert client_of(colleague).get(detail).status_code == 404
    assert client_of(manager).get(detail).status_code == 404


def test_only_the_author_corrects_a_follow_up(client_of, coach, colleague, beneficiary):
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach)
    url = reverse("coaching:followup-edit", args=[follow_up.pk])
    assert client_of(colleague).get(url).status_code == 404
    assert client_of(coach).get(url).status_code == 200


def test_a_step_is_answered_once_and_may_be_taken_back(client_of, coach, colleague, beneficiary):
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach, with_step=True)
    url = reverse("coaching:step-done", args=[follow_up.pk])
    client_of(coach).post(url)
    client_of(colleague).post(url)
    follow_up.refresh_from_db()
    assert (follow_up.next_step_done_on, follow_up.next_step_done_by) == (today(), coach)
    client_of(coach).post(url, {"annuler": "1"})
    follow_up.refresh_from_db()
    assert follow_up.next_step_done_on is None


def test_a_new_follow_up_from_anywhere_begins_by_choosing_the_person(
    client_of, coach, beneficiary, other_beneficiary
):
    client = client_of(coach)
    page = text_of(client.get(reverse("coaching:followup-create"), {"q": "pétit"}))
    assert f"?personne={beneficiary.pk}" in page
    page = text_of(client.get(reverse("coaching:followup-create"), {"q": "hoyaux"}))
    assert f"?personne={other_beneficiary.pk}" not in page


def test_the_whole_parcours_from_the_first_interview_to_its_end(client_of, coach, beneficiary):
    client = client_of(coach)
    opening = {"opened_on": today().isoformat(), "first_interview": "individual"}
    client.post(reverse("coaching:journey-open", args=[beneficiary.pk]), opening)
    journey = Journey.objects.get()
    assert journey.phase == Phase.INTAKE
    assessment = AssessmentFactory(beneficiary=beneficiary, assessed_on=today())
    agreement = {"assessment": assessment.pk, "agreed_on": today().isoformat()}
    client.post(reverse("coaching:journey-agree", args=[journey.pk]), agreement)
    journey.refresh_from_db()
    assert journey.phase == Phase.TOWARDS_EMPLOYMENT
    ending = {"closed_on": today().isoformat(), "exit_reason": "moved", "exit_note": "À Liège"}
    client.post(reverse("coaching:journey-close", args=[journey.pk]), ending)
    journey.refresh_from_db()
    assert (journey.exit_reason, journey.closed_by) == (ExitReason.MOVED, coach)


def test_a_coach_cannot_derogate(client_of, coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary)
    assessment = AssessmentFactory(
        beneficiary=beneficiary, not_eligible=True, assessed_on=journey.opened_on
    )
    data = {
        "assessment": assessment.pk,
        "agreed_on": today().isoformat(),
        "derogation_reason": "Je le demande",
    }
    response = client_of(coach).post(reverse("coaching:journey-agree", args=[journey.pk]), data)
    assert response.status_code == 200
    journey.refresh_from_db()
    assert journey.agreed_on is None


def test_hiring_from_a_proposal_asks_nothing_twice_and_moves_the_phase(
    client_of, coach, beneficiary
):
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    vacancy = VacancyFactory(title="Commis de cuisine", hours_per_week=38, contract_type="cdi")
    proposal = ProposalFactory(beneficiary=beneficiary, vacancy=vacancy)
    url = f"{reverse('coaching:hire')}?proposition={proposal.pk}"
    client = client_of(coach)
    form = client.get(url).context["form"]
    assert form["job_title"].value() == "Commis de cuisine"
    assert form["employer"].value().startswith(vacancy.employer.name)
    data = {name: form[name].value() or "" for name in form.fields} | {
        "starts_on": today().isoformat()
    }
    data = {name: value for name, value in data.items() if name != "is_aided"}
    assert client.post(url, data).status_code == 302
    placement = Placement.objects.get()
    journey = Journey.objects.get()
    proposal.refresh_from_db()
    assert placement.proposal == proposal
    assert proposal.stage == "hired"
    assert journey.phase == Phase.IN_EMPLOYMENT
    assert journey.first_hired_on == today()
    assert journey.sustained_on > today()
    assert journey.sustained_reason


def test_losing_the_job_leaves_the_limit_where_it_is(client_of, coach, beneficiary):
    journey = JourneyFactory(beneficiary=beneficiary, in_employment=True)
    placement = PlacementFactory(
        beneficiary=beneficiary, employer=EmployerFactory(), starts_on=journey.first_hired_on
    )
    url = reverse("coaching:placement-end", args=[placement.pk])
    yesterday = today() - timedelta(days=1)
    client_of(coach).post(url, {"ended_on": yesterday.isoformat(), "reason": "dismissed"})
    before = journey.due_on
    journey.refresh_from_db()
    assert journey.phase == Phase.TOWARDS_EMPLOYMENT
    assert journey.due_on == before
    assert journey.sustained_on is None


def test_a_stranger_cannot_hire_or_end(client_of, stranger_coach, beneficiary):
    placement = PlacementFactory(beneficiary=beneficiary)
    client = client_of(stranger_coach)
    hire = f"{reverse('coaching:hire')}?personne={beneficiary.pk}"
    assert client.get(hire).status_code == 404
    end = reverse("coaching:placement-end", args=[placement.pk])
    assert client.get(end).status_code == 404
    assert client.get(reverse("coaching:hire")).status_code == 404


@pytest.mark.parametrize("page", ["coaching:journey-list", "coaching:followup-list"])
def test_a_list_runs_the_same_queries_for_three_rows_and_thirty(
    client_of, coach, page, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of(coach)

    def fill(count: int) -> None:
        for _ in range(count):
            person = BeneficiaryFactory(team=coach.team, coach=coach)
            JourneyFactory(beneficiary=person, due_soon=True)
            FollowUpFactory(beneficiary=person, created_by=coach, step_overdue=True)

    fill(3)
    client.get(reverse(page))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse(page))
    fill(27)
    with django_assert_num_queries(len(few)):
        client.get(reverse(page))
