"""Files change hands: what is to come follows, what is past keeps its author."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Beneficiary
from coaching.enums import AppointmentStatus
from coaching.models import Transfer, TransferredFile
from coaching.services.handovers import preview_of, transfer_files
from mirec.core.periods import today
from tests.factories import (
    AppointmentFactory,
    BeneficiaryFactory,
    FollowUpFactory,
    JourneyFactory,
    LetterFactory,
    ProposalFactory,
    StepFactory,
    TemporaryAccessFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def files_of(coach):
    return Beneficiary.objects.filter(coach=coach)


def moved(from_coach, to_coach, by=None, files=None, **more) -> Transfer:
    return transfer_files(
        files=files_of(from_coach) if files is None else files,
        from_coach=from_coach,
        to_coach=to_coach,
        by=by or from_coach,
        on=today(),
        at=timezone.now(),
        **more,
    )


def words_of(response) -> str:
    return response.content.decode().replace("&#x27;", "'").replace("\xa0", " ")


def test_the_file_takes_the_coach_and_the_team_of_who_takes_it(beneficiary, coach, stranger_coach):
    transfer = moved(coach, stranger_coach, note="Rappeler le matin.")
    beneficiary.refresh_from_db()
    assert (beneficiary.coach, beneficiary.team) == (stranger_coach, stranger_coach.team)
    assert transfer.files.get().note == "Rappeler le matin."
    assert not Beneficiary.objects.visible_to(coach).filter(pk=beneficiary.pk).exists()
    assert Beneficiary.objects.visible_to(stranger_coach).filter(pk=beneficiary.pk).exists()


def test_within_a_team_the_former_coach_still_reads_the_file(beneficiary, coach, colleague):
    moved(coach, colleague)
    assert Beneficiary.objects.visible_to(coach).filter(pk=beneficiary.pk).exists()


def test_only_the_planned_appointments_to_come_of_the_former_coach_follow(
    beneficiary, coach, colleague, stranger_coach
):
    to_come = AppointmentFactory(beneficiary=beneficiary, coach=coach, revision=2)
    over = AppointmentFactory(beneficiary=beneficiary, coach=coach, to_close=True)
    cancelled = AppointmentFactory(beneficiary=beneficiary, coach=coach, cancelled=True)
    of_a_colleague = AppointmentFactory(beneficiary=beneficiary, coach=colleague)
    own = AppointmentFactory(beneficiary=None, coach=coach)
    transfer = moved(coach, stranger_coach)
    for row in (to_come, over, cancelled, of_a_colleague, own):
        row.refresh_from_db()
    assert (to_come.coach, to_come.revision) == (stranger_coach, 3)
    assert to_come.status == AppointmentStatus.PLANNED
    assert (over.coach, cancelled.coach, own.coach) == (coach, coach, coach)
    assert (over.revision, of_a_colleague.coach) == (0, colleague)
    assert transfer.files.get().appointments_moved == 1


def test_what_is_past_keeps_its_author(beneficiary, coach, stranger_coach):
    follow_up = FollowUpFactory(beneficiary=beneficiary, created_by=coach)
    journey = JourneyFactory(beneficiary=beneficiary, towards_employment=True, agreed_by=coach)
    proposal = ProposalFactory(beneficiary=beneficiary, created_by=coach)
    step = StepFactory(beneficiary=beneficiary, done=True, done_by=coach)
    moved(coach, stranger_coach)
    for row in (follow_up, journey, proposal, step):
        row.refresh_from_db()
    assert follow_up.created_by == journey.agreed_by == proposal.created_by == step.done_by == coach


def test_a_note_of_its_own_replaces_the_note_for_all(beneficiary, coach, colleague):
    other = BeneficiaryFactory(coach=coach, team=coach.team)
    moved(coach, colleague, note="Pour tous.", own_notes={other.pk: "Elle déménage."})
    notes = dict(TransferredFile.objects.values_list("beneficiary", "note"))
    assert notes == {beneficiary.pk: "Pour tous.", other.pk: "Elle déménage."}


def test_a_file_that_has_left_meanwhile_stops_the_whole_transfer(
    beneficiary, coach, colleague, stranger_coach
):
    wanted = Beneficiary.objects.filter(pk=beneficiary.pk)
    moved(coach, colleague)
    with pytest.raises(ValidationError, match="a changé de jobcoach"):
        moved(coach, stranger_coach, files=wanted)
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize(
    ("taker", "why"),
    [
        pytest.param({"prospector": True}, "ne suit pas de dossiers", id="a prospector"),
        pytest.param({"coach": True, "is_active": False}, "ne suit pas", id="who has left"),
    ],
)
def test_files_go_to_a_coach_at_work(beneficiary, coach, taker, why):
    with pytest.raises(ValidationError, match=why):
        moved(coach, UserFactory(**taker))


def test_a_file_without_coach_finds_one(coach, manager):
    orphan = BeneficiaryFactory(coach=None)
    transfer = moved(None, coach, by=manager, files=Beneficiary.objects.filter(pk=orphan.pk))
    orphan.refresh_from_db()
    assert (orphan.coach, transfer.from_coach) == (coach, None)


def test_the_preview_counts_what_moves_and_writes_nothing(beneficiary, coach, stranger_coach):
    JourneyFactory(beneficiary=beneficiary, towards_employment=True)
    AppointmentFactory(beneficiary=beneficiary, coach=coach)
    StepFactory(beneficiary=beneficiary)
    StepFactory(beneficiary=beneficiary, done=True)
    LetterFactory(journey=beneficiary.journeys.get())
    with CaptureQueriesContext(connection) as asked:
        seen = preview_of(files_of(coach), stranger_coach, at=timezone.now())
    assert len(asked) == 6
    assert vars(seen) == {
        "file_count": 1, "leaving_count": 1, "appointment_count": 1, "journey_count": 1,
        "step_count": 1, "letter_count": 1,
    }  # fmt: skip
    beneficiary.refresh_from_db()
    assert beneficiary.coach == coach


def test_five_hundred_files_ask_as_many_questions_as_three(coach, colleague, stranger_coach):
    rows = [
        BeneficiaryFactory.build(team=coach.team, coach=coach, locality=None) for _ in range(500)
    ]
    few = BeneficiaryFactory.create_batch(3, team=colleague.team, coach=colleague)
    Beneficiary.objects.bulk_create(rows)
    for row in (rows[0], few[0]):
        AppointmentFactory(beneficiary=row, coach=row.coach)
    counts = []
    for former in (colleague, coach):
        with CaptureQueriesContext(connection) as asked:
            moved(former, stranger_coach)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert files_of(stranger_coach).count() == 503


# The pages


def form_data(to_coach, **more) -> dict:
    return {"to_coach": to_coach.pk, "scope": "whole", "note": "Mot de passage écrit.", **more}


def test_a_manager_moves_a_whole_caseload_after_having_seen_it(
    client_of, manager, coach, stranger_coach, beneficiary
):
    AppointmentFactory(beneficiary=beneficiary, coach=coach)
    client = client_of(manager)
    assert "Nadia Ferrero" in words_of(client.get(reverse("coaching:transfer-list")))
    url = f"{reverse('coaching:transfer-create')}?de={coach.pk}"
    seen = words_of(client.post(url, form_data(stranger_coach)))
    assert "Rien n'est encore fait" in seen
    assert "vers l'équipe Basse-Sambre" in seen
    assert not Transfer.objects.exists()
    own = {f"note-{beneficiary.pk}": "Son mot à lui."}
    client.post(url, form_data(stranger_coach, confirmed="1", **own))
    assert TransferredFile.objects.get().note == "Son mot à lui."
    listed = words_of(client.get(reverse("coaching:transfer-list")))
    assert "1 dossier de Nadia Ferrero à Julie Maes" in " ".join(
        listed.replace("<strong>", "").replace("</strong>", "").split()
    )


def test_only_the_chosen_files_move(client_of, coach, colleague, beneficiary):
    BeneficiaryFactory(coach=coach, team=coach.team)
    url = f"{reverse('coaching:transfer-create')}?de={coach.pk}"
    chosen = form_data(colleague, scope="chosen", confirmed="1", files=[beneficiary.pk])
    client_of(coach).post(url, chosen)
    assert TransferredFile.objects.get().beneficiary == beneficiary


def test_choosing_none_keeps_the_form(client_of, coach, colleague, beneficiary):
    url = f"{reverse('coaching:transfer-create')}?de={coach.pk}"
    page = words_of(client_of(coach).post(url, form_data(colleague, scope="chosen")))
    assert "Cochez au moins un dossier." in page
    assert "Mot de passage écrit." in page


def test_a_coach_moves_no_file_of_another_team(client_of, coach, colleague, other_beneficiary):
    client, url = client_of(coach), reverse("coaching:transfer-create")
    for query in (f"?personne={other_beneficiary.pk}", f"?de={other_beneficiary.coach_id}", ""):
        assert client.post(url + query, form_data(colleague, confirmed="1")).status_code == 404
    hidden = form_data(colleague, scope="chosen", confirmed="1", files=[other_beneficiary.pk])
    BeneficiaryFactory(coach=coach, team=coach.team)
    client.post(f"{url}?de={coach.pk}", hidden)
    other_beneficiary.refresh_from_db()
    assert other_beneficiary.coach != colleague


def test_who_replaces_a_colleague_hands_nothing_on(client_of, stranger_coach, beneficiary, manager):
    TemporaryAccessFactory(user=stranger_coach, beneficiary=beneficiary)
    client, url = client_of(stranger_coach), reverse("coaching:transfer-create")
    assert client.get(beneficiary.get_absolute_url()).status_code == 200
    assert client.get(f"{url}?personne={beneficiary.pk}").status_code == 404
    assert client.get(f"{url}?de={beneficiary.coach_id}").status_code == 404


def test_the_list_of_caseloads_asks_as_many_questions_for_thirty_coaches(client_of, manager, coach):
    client, counts = client_of(manager), []
    for more in (3, 27):
        for taker in UserFactory.create_batch(more, coach=True):
            moved(None, taker, files=Beneficiary.objects.filter(pk=orphan().pk), by=manager)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("coaching:transfer-list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def orphan() -> Beneficiary:
    return BeneficiaryFactory(coach=None)


def test_the_new_coach_reads_the_word_on_the_file_for_a_month(
    client_of, coach, stranger_coach, beneficiary
):
    transfer = moved(coach, stranger_coach, note="Rappeler le matin.")
    client = client_of(stranger_coach)
    url = reverse("coaching:panel-followups", args=[beneficiary.pk])
    assert "Rappeler le matin." in words_of(client.get(url))
    assert [
        f.beneficiary for f in TransferredFile.objects.received_by(stranger_coach, today())
    ] == [beneficiary]
    assert "Rappeler le matin." in words_of(
        client.get(reverse("coaching:transfer-detail", args=[transfer.pk]))
    )
    Transfer.objects.update(moved_on=today() - timedelta(days=30))
    assert "Rappeler le matin." not in words_of(client.get(url))
    assert not TransferredFile.objects.received_by(stranger_coach, today())


def test_the_former_coach_of_another_team_reads_neither_file_nor_word(
    client_of, coach, stranger_coach, beneficiary
):
    transfer = moved(coach, stranger_coach, note="Rappeler le matin.")
    client = client_of(coach)
    detail = client.get(reverse("coaching:transfer-detail", args=[transfer.pk]))
    assert detail.status_code == 404
    assert client.get(beneficiary.get_absolute_url()).status_code == 404
    assert client.get(reverse("coaching:transfer-list")).status_code == 200


def test_a_file_that_moves_on_loses_its_former_word(beneficiary, coach, colleague, stranger_coach):
    moved(coach, colleague, note="Premier mot.")
    moved(colleague, stranger_coach, note="Second mot.")
    assert [f.note for f in TransferredFile.objects.recent(today())] == ["Second mot."]
