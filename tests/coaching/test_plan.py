"""The action plan: what is written, answered, reordered, frozen and signed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from beneficiaries.enums import ObstacleKind
from coaching.enums import Audience, Party, StepOwner
from coaching.models import Goal, PlanVersion, Step
from coaching.plan import plan_of, usual_steps
from coaching.services.plan_versions import EMPTY, draw_up_plan
from coaching.services.plans import (
    add_goal,
    answer_goal,
    drop_step,
    finish_step,
    move_goal,
    postpone_step,
    save_step,
    take_up_step,
)
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    DocumentFactory,
    FollowUpFactory,
    GoalFactory,
    ObstacleFactory,
    PartnerFactory,
    PlanVersionFactory,
    StepFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 2, 10)
STROKE = "M10 20" + " L12 24" * 8


def titles(beneficiary) -> list[str]:
    return [group.title for group in plan_of(beneficiary).groups]


@pytest.fixture
def goals(beneficiary, coach) -> list[Goal]:
    return [add_goal(beneficiary=beneficiary, title=each, by=coach) for each in "ABC"]


@pytest.mark.parametrize(
    ("which", "up", "expected"),
    [
        (2, True, ["A", "C", "B"]),
        (0, False, ["B", "A", "C"]),
        (0, True, ["A", "B", "C"]),
        (2, False, ["A", "B", "C"]),
    ],
    ids=["up", "down", "the first up", "the last down"],
)
def test_goals_change_places_and_the_ends_stay(beneficiary, coach, goals, which, up, expected):
    move_goal(goal=goals[which], up=up, by=coach)
    assert titles(beneficiary) == expected


def test_a_dropped_goal_leaves_the_plan_and_its_steps_stay(beneficiary, coach, goals):
    StepFactory(beneficiary=beneficiary, goal=goals[1], title="Appeler")
    answer_goal(goal=goals[1], answer="dropped", by=coach, on=ON)
    assert titles(beneficiary) == ["A", "C", "Sans objectif précis"]
    answer_goal(goal=goals[1], answer="", by=coach, on=ON)
    assert titles(beneficiary) == ["A", "B", "C"]


def test_open_steps_come_first_by_their_day_and_late_ones_are_counted(beneficiary, coach):
    for title, days in (("demain", 1), ("hier", -1), ("fait", -9), ("bientôt", 5)):
        StepFactory(beneficiary=beneficiary, title=title, due_on=ON + timedelta(days=days))
    finish_step(step=Step.objects.get(title="fait"), by=coach, on=ON)
    plan = plan_of(beneficiary)
    assert [step.title for step in plan.groups[0].steps] == ["hier", "demain", "bientôt", "fait"]
    assert (plan.late_count(ON), plan.done_count) == (1, 1)


def test_a_partner_step_names_its_partner_and_only_such_a_step_has_one(beneficiary, coach):
    step = Step(beneficiary=beneficiary, title="Cours", owner=StepOwner.PARTNER, due_on=ON)
    with pytest.raises(ValidationError) as refusal:
        save_step(step=step, by=coach)
    assert "partner" in refusal.value.message_dict
    step.partner = PartnerFactory(name="Lire et Écrire")
    assert save_step(step=step, by=coach).owner_name == "Lire et Écrire"
    step.owner = StepOwner.PERSON
    assert save_step(step=step, by=coach).partner is None


def test_an_answered_step_is_not_answered_again_until_it_is_taken_up(beneficiary, coach):
    step = StepFactory(beneficiary=beneficiary, due_on=ON)
    finish_step(step=step, by=coach, on=ON, proof="Attestation")
    for deed in (
        lambda: finish_step(step=step, by=coach, on=ON),
        lambda: drop_step(step=step, reason="Non", by=coach, on=ON),
        lambda: postpone_step(step=step, until=ON + timedelta(days=9), by=coach, on=ON),
    ):
        with pytest.raises(ValidationError, match="déjà sa réponse"):
            deed()
    take_up_step(step=step, by=coach)
    drop_step(step=step, reason="Elle a déménagé", by=coach, on=ON)
    step.refresh_from_db()
    assert (step.done_on, step.dropped_on, step.drop_reason) == (None, ON, "Elle a déménagé")


def test_a_step_is_not_dropped_without_a_reason_nor_postponed_into_the_past(beneficiary, coach):
    step = StepFactory(beneficiary=beneficiary, due_on=ON)
    with pytest.raises(ValidationError, match="pourquoi"):
        drop_step(step=step, reason=" ", by=coach, on=ON)
    for until in (ON, ON - timedelta(days=1)):
        with pytest.raises(ValidationError, match="à venir"):
            postpone_step(step=step, until=until, by=coach, on=ON)


def test_usual_steps_are_those_of_three_persons_with_counts_only(beneficiary):
    for _ in range(3):
        StepFactory(title="Faire un CV", on=ON)
        StepFactory(title="S'inscrire au Forem", on=ON)
    StepFactory(title="Appeler la crèche de Noah", on=ON)
    StepFactory(beneficiary=beneficiary, title="faire un cv", on=ON)
    assert [(row["title"], row["persons"]) for row in usual_steps(beneficiary)] == [
        ("S'inscrire au Forem", 3)
    ]


def test_an_empty_plan_is_not_drawn_up(beneficiary, coach, goals):
    with pytest.raises(ValidationError, match=EMPTY):
        draw_up_plan(beneficiary=beneficiary, by=coach, on=ON)


def test_a_version_keeps_its_words_whatever_changes_later(beneficiary, coach, goals):
    step = StepFactory(beneficiary=beneficiary, goal=goals[0], title="Faire un CV", due_on=ON)
    version = draw_up_plan(beneficiary=beneficiary, by=coach, on=ON)
    step.title = "Autre chose"
    save_step(step=step, by=coach)
    version.refresh_from_db()
    (kept,) = version.content["goals"][0]["steps"]
    assert (kept["title"], kept["who"]) == ("Faire un CV", "Noah")
    assert kept["due_on"].replace("\u00a0", " ") == "10 février 2026"
    assert draw_up_plan(beneficiary=beneficiary, by=coach, on=ON).version == 2


@pytest.mark.parametrize("kind", list(ObstacleKind))
def test_a_paper_names_no_obstacle_of_health_debts_or_housing(beneficiary, coach, kind):
    obstacle = ObstacleFactory(beneficiary=beneficiary, kind=kind)
    StepFactory(beneficiary=beneficiary, obstacle=obstacle)
    version = draw_up_plan(beneficiary=beneficiary, by=coach, on=ON)
    said = version.content["goals"][0]["steps"][0]["obstacle"]
    assert said == ("" if kind.is_sealed else kind.label)


# The pages.


def at(name: str, *args) -> str:
    return reverse(f"coaching:{name}", args=args)


def step_data(**changes) -> dict:
    due = today() + timedelta(days=7)
    return {"title": "Écrire le CV", "owner": "person", "due_on": due.isoformat(), **changes}


@pytest.fixture
def client(client_of, coach):
    return client_of(coach)


def test_a_step_is_added_in_one_line_and_shown(client, beneficiary):
    response = client.post(at("plan-step-add", beneficiary.pk), step_data(), follow=True)
    assert "Écrire le CV" in response.text
    step = Step.objects.get()
    assert (step.owner, step.created_by) == (StepOwner.PERSON, beneficiary.coach)


def test_what_was_typed_stays_when_a_step_is_refused(client, beneficiary):
    data = step_data(owner="partner", title="Cours de français")
    page = client.post(at("plan-step-add", beneficiary.pk), data).text
    assert 'value="Cours de français"' in page
    assert "Choisissez le partenaire" in page.replace("&#x27;", "'")
    assert not Step.objects.exists()


@pytest.mark.parametrize("field", ["goal", "obstacle"])
def test_a_step_cannot_hang_from_what_belongs_to_another(client, beneficiary, field):
    other = BeneficiaryFactory(coach=beneficiary.coach)
    made = {"goal": GoalFactory, "obstacle": ObstacleFactory}[field](beneficiary=other)
    page = client.post(at("plan-step-add", beneficiary.pk), step_data(**{field: made.pk}))
    assert page.status_code == 200
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("deed", "sent", "expected"),
    [
        ("plan-step-finish", {"proof": "Attestation du CPAS"}, "Attestation du CPAS"),
        ("plan-step-postpone", {"due_on": (today() + timedelta(90)).isoformat()}, "reportée"),
        ("plan-step-drop", {"drop_reason": "Elle a déménagé"}, "Elle a déménagé"),
        ("plan-step-edit", step_data(title="Écrire deux CV"), "Écrire deux CV"),
    ],
)
def test_a_step_is_answered_in_its_line_by_htmx_and_without(
    client, beneficiary, deed, sent, expected
):
    step = StepFactory(beneficiary=beneficiary)
    address = at(deed, step.pk)
    assert f'hx-post="{address}"' in client.get(address).text
    fragment = client.get(address, headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="plan"')
    response = client.post(address, sent, follow=True, headers={"HX-Request": "true"})
    assert expected in response.text
    assert "toast" in response.text


def test_a_document_of_the_file_proves_a_step_and_a_sealed_one_is_not_proposed(client, beneficiary):
    step = StepFactory(beneficiary=beneficiary)
    plain = DocumentFactory(beneficiary=beneficiary)
    sealed = DocumentFactory(beneficiary=beneficiary, sealed=True)
    other = DocumentFactory()
    address = at("plan-step-finish", step.pk)
    for refused in (sealed, other):
        client.post(address, {"document": refused.pk})
        assert not Step.objects.filter(done_on__isnull=False).exists()
    client.post(address, {"document": plain.pk})
    assert Step.objects.get().document == plain


def test_the_page_shows_promises_but_not_those_of_a_private_note(
    client, client_of, colleague, beneficiary, coach
):
    promised = {"next_step_on": today(), "beneficiary": beneficiary, "created_by": coach}
    FollowUpFactory(next_step="Rappeler le CPAS", **promised)
    FollowUpFactory(next_step="Secret du coach", audience=Audience.PRIVATE, **promised)
    address = at("panel-plan", beneficiary.pk)
    assert "Rappeler le CPAS" in client.get(address).text
    assert "Secret du coach" in client.get(address).text
    assert "Secret du coach" not in client_of(colleague).get(address).text


def test_the_follow_ups_tab_fetches_the_plan_at_a_glance(client, beneficiary):
    StepFactory(beneficiary=beneficiary, title="Écrire le CV", late=True)
    ObstacleFactory(beneficiary=beneficiary)
    address = at("plan-card", beneficiary.pk)
    assert f'hx-get="{address}"' in client.get(at("panel-followups", beneficiary.pk)).text
    page = client.get(address).text
    for words in ("Écrire le CV", "en retard", "Mobilité", "pas encore signé"):
        assert words in page


def test_the_words_of_a_sealed_obstacle_are_nowhere_on_the_plan(client, beneficiary):
    obstacle = ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    step = StepFactory(beneficiary=beneficiary, obstacle=obstacle)
    for address in (at("panel-plan", beneficiary.pk), at("plan-step-edit", step.pk)):
        page = client.get(address).text
        assert "Santé" in page
        assert "Secret-Santé" not in page


def test_a_plan_is_drawn_up_signed_by_both_and_printed(client, beneficiary):
    StepFactory(beneficiary=beneficiary, title="Faire un CV")
    response = client.post(at("plan-draw-up", beneficiary.pk), follow=True)
    version = PlanVersion.objects.get()
    address = at("plan-sign", version.pk)
    assert response.redirect_chain[-1][0] == address
    assert "la personne" in response.text
    drawn = {"party": "person", "way": "screen", "name": "Noah Petit", "drawing": STROKE}
    assert "n'a pas encore signé" in client.post(address, drawn, follow=True).text
    paper = {"party": "mire", "way": "paper", "name": "Nadia", "signed_on": today().isoformat()}
    assert "Signée par tous" in client.post(address, paper, follow=True).text
    version.refresh_from_db()
    assert version.completed_on == today()
    kinds = {each.party: bool(each.drawing) for each in version.signatures.all()}
    assert kinds == {Party.PERSON: True, Party.MIRE: False}
    pdf = client.get(at("plan-paper", version.pk))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_a_signature_refused_leaves_what_was_drawn(client, beneficiary):
    version = PlanVersionFactory(beneficiary=beneficiary)
    address = at("plan-sign", version.pk)
    sent = {"party": "person", "way": "screen", "name": "", "drawing": STROKE}
    page = client.post(address, sent).text
    assert f'value="{STROKE}"' in page
    assert not version.signatures.exists()
    again = client.post(address, {**sent, "name": "Noah", "drawing": ""}).text
    assert "Signez dans le cadre" in again


def test_an_older_version_says_that_it_is_replaced_and_takes_no_signature(client, beneficiary):
    old, _ = PlanVersionFactory.create_batch(2, beneficiary=beneficiary)
    address = at("plan-sign", old.pk)
    assert "plus récente" in client.get(address).text
    sent = {"party": "person", "way": "paper", "name": "Noah", "signed_on": today().isoformat()}
    assert "plus récente" in client.post(address, sent).text
    assert not old.signatures.exists()


def test_the_plan_asks_as_many_questions_for_thirty_steps_as_for_three(
    client, beneficiary, coach, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            goal = GoalFactory(beneficiary=beneficiary)
            obstacle = ObstacleFactory(beneficiary=beneficiary)
            StepFactory(beneficiary=beneficiary, goal=goal, obstacle=obstacle, done=True)
            StepFactory(beneficiary=beneficiary, owner="partner", partner=PartnerFactory())
            FollowUpFactory(beneficiary=beneficiary, created_by=coach, with_step=True)
            PlanVersionFactory(beneficiary=beneficiary)

    address = at("panel-plan", beneficiary.pk)
    headers = {"HX-Request": "true"}
    fill(3)
    with django_assert_max_num_queries(20) as asked:
        client.get(address, headers=headers)
    fill(10)
    with django_assert_num_queries(len(asked.captured_queries)):
        client.get(address, headers=headers)


def test_the_page_of_one_step_stands_under_the_tab_of_the_plan(client, coach, beneficiary, goals):
    step = StepFactory(beneficiary=beneficiary, goal=goals[0], title="Faire un CV", due_on=ON)
    client.force_login(coach)
    page = client.get(at("plan-step-finish", step.pk))
    assert [tab.label for tab in page.context["tabs"] if tab.is_current] == ["Plan"]
