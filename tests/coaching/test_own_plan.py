"""The person's own plan, the grid of the occupation, and the way travelled on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coaching.bilan import asked_skills
from coaching.enums import Audience
from coaching.models import Step
from coaching.travelled import way_of
from mirec.core.periods import today
from tests.factories import (
    BeneficiarySkillFactory,
    FollowUpFactory,
    GoalFactory,
    InsertionPlanFactory,
    ObstacleFactory,
    OccupationFactory,
    PlanVersionFactory,
    RequirementFactory,
    SkillRatingFactory,
    StepFactory,
)

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"coaching:{name}", args=args)


@pytest.fixture
def own(client_of, beneficiary_user, beneficiary):
    return client_of(beneficiary_user)


def test_a_person_reads_the_own_steps_and_those_of_others(own, beneficiary, coach):
    GoalFactory(beneficiary=beneficiary, title="Devenir soudeur")
    StepFactory(beneficiary=beneficiary, title="Écrire le CV")
    StepFactory(beneficiary=beneficiary, title="Appeler l'employeur", owner="coach")
    page = own.get(at("my-plan")).text.replace("&#x27;", "'")
    for words in ("Devenir soudeur", "Écrire le CV", "Appeler l'employeur", str(coach)):
        assert words in page
    assert page.count("C'est fait<") == 1


def test_nothing_of_another_person_and_nothing_sealed_or_of_others_is_read(
    own, beneficiary, other_beneficiary, coach
):
    StepFactory(beneficiary=other_beneficiary, title="Secret-Action")
    PlanVersionFactory(beneficiary=other_beneficiary)
    for audience in Audience:
        FollowUpFactory(
            beneficiary=beneficiary, created_by=coach, audience=audience, text="Secret-Suivi"
        )
    ObstacleFactory(beneficiary=beneficiary, sealed=True, note="Secret-Santé")
    page = own.get(at("my-plan")).text
    assert "Secret" not in page


def test_done_is_said_by_the_person_and_may_be_taken_back(own, beneficiary, beneficiary_user):
    step = StepFactory(beneficiary=beneficiary)
    own.post(at("my-step-done", step.pk))
    step.refresh_from_db()
    assert (step.done_on, step.done_by) == (today(), beneficiary_user)
    own.post(at("my-step-done", step.pk), {"annuler": "1"})
    step.refresh_from_db()
    assert step.done_on is None


def test_the_coach_sees_that_the_person_said_so(own, client_of, coach, beneficiary):
    own.post(at("my-step-done", StepFactory(beneficiary=beneficiary).pk))
    page = client_of(coach).get(at("panel-plan", beneficiary.pk)).text
    assert "dit par la personne" in page


def test_a_person_does_not_take_back_what_the_coach_said(own, beneficiary):
    step = StepFactory(beneficiary=beneficiary, done=True)
    own.post(at("my-step-done", step.pk), {"annuler": "1"})
    assert Step.objects.get().done_on == today()
    assert "déjà sa réponse" in own.post(at("my-step-done", step.pk), follow=True).text


@pytest.mark.parametrize("traits", [{"owner": "coach"}, {"beneficiary": None}])
def test_only_the_own_steps_are_answered(own, beneficiary, other_beneficiary, traits):
    step = StepFactory(**{"beneficiary": beneficiary} | traits | (
        {"beneficiary": other_beneficiary} if "beneficiary" in traits else {}
    ))  # fmt: skip
    assert own.post(at("my-step-done", step.pk)).status_code == 404
    assert not Step.objects.filter(done_on__isnull=False).exists()


def test_a_person_prints_the_own_versions_only(own, beneficiary, other_beneficiary):
    mine = PlanVersionFactory(beneficiary=beneficiary)
    theirs = PlanVersionFactory(beneficiary=other_beneficiary)
    assert own.get(at("my-plan-paper", mine.pk)).content.startswith(b"%PDF")
    assert own.get(at("my-plan-paper", theirs.pk)).status_code == 404


def test_a_person_reads_the_insertion_plans_that_all_have_signed_and_no_others(
    own, beneficiary, other_beneficiary
):
    signed = InsertionPlanFactory(proposal__beneficiary=beneficiary, completed_on=today())
    waiting = InsertionPlanFactory(proposal__beneficiary=beneficiary)
    theirs = InsertionPlanFactory(proposal__beneficiary=other_beneficiary, completed_on=today())
    page = own.get(at("my-plan")).text
    assert page.count("Plan d'insertion chez") == 1
    for plan, opens in ((signed, True), (waiting, False), (theirs, False)):
        address = at("my-insertion-paper", plan.pk)
        assert (address in page) is opens
        assert own.get(address).content.startswith(b"%PDF") is opens


def test_the_own_plan_asks_as_many_questions_for_thirty_steps_as_for_three(
    own, beneficiary, coach, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            StepFactory(beneficiary=beneficiary)
            StepFactory(beneficiary=beneficiary, owner="coach", done=True)
            PlanVersionFactory(beneficiary=beneficiary)
            InsertionPlanFactory(proposal__beneficiary=beneficiary, completed_on=today())
            FollowUpFactory(beneficiary=beneficiary, created_by=coach, audience=Audience.PERSON)

    fill(3)
    with django_assert_max_num_queries(12) as asked:
        own.get(at("my-plan"))
    fill(10)
    with django_assert_num_queries(len(asked.captured_queries)):
        own.get(at("my-plan"))


def test_the_grid_proposes_what_the_vacancies_of_the_occupation_ask_for(beneficiary):
    rome = {"rome_code": "H2913"}
    beneficiary.target_occupation = OccupationFactory(label="Soudeur", **rome)
    beneficiary.save()
    often = RequirementFactory(vacancy__occupation=beneficiary.target_occupation)
    near = OccupationFactory(label="Soudeuse à l'arc", **rome)
    RequirementFactory(vacancy__occupation=near, skill=often.skill)
    seldom = RequirementFactory(vacancy__occupation=near)
    held = RequirementFactory(vacancy__occupation=near)
    BeneficiarySkillFactory(beneficiary=beneficiary, skill=held.skill)
    RequirementFactory()  # of another occupation
    found = [(each.skill, each.vacancies) for each in asked_skills(beneficiary)]
    assert found == [(often.skill, 2), (seldom.skill, 1)]


def test_the_levels_of_the_grid_enter_the_file_and_the_rest_does_not(client_of, coach, beneficiary):
    beneficiary.target_occupation = OccupationFactory()
    beneficiary.save()
    kept, left = RequirementFactory.create_batch(
        2, vacancy__occupation=beneficiary.target_occupation
    )
    client, address = client_of(coach), at("skill-grid", beneficiary.pk)
    assert "Choisissez un niveau" in client.post(address, {}).text
    sent = {f"level_{kept.skill_id}": "2", f"origin_{kept.skill_id}": "training"}
    client.post(address, sent)
    row = beneficiary.skills.get()
    assert (row.skill, row.level, row.origin) == (kept.skill, 2, "training")
    assert left.skill != kept.skill


def test_without_an_occupation_the_grid_says_so(client_of, coach, beneficiary):
    beneficiary.target_occupation = None
    beneficiary.save()
    page = client_of(coach).get(at("skill-grid", beneficiary.pk)).text
    assert "Rien à proposer" in page


@pytest.mark.parametrize("door", ["travelled-paper", "my-travelled"])
def test_the_way_travelled_is_printed_for_the_person(client_of, own, coach, beneficiary, door):
    skill = SkillRatingFactory(beneficiary=beneficiary, level=1).skill
    before = today() - timedelta(days=60)
    SkillRatingFactory(beneficiary=beneficiary, skill=skill, level=3, rated_on=before)
    ObstacleFactory(beneficiary=beneficiary, solved=True)
    StepFactory(beneficiary=beneficiary, done=True)
    way = way_of(beneficiary)
    assert (len(way.travelled.skills), len(way.lifted), len(way.done)) == (1, 1, 1)
    mine = door == "my-travelled"
    client, address = (own, at(door)) if mine else (client_of(coach), at(door, beneficiary.pk))
    assert client.get(address).content.startswith(b"%PDF")
