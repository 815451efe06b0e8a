"""Two at once, on a real database: one plan, one action for each step, one place."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.models import InsertionPlan, InsertionStep, Step
from coaching.queries.insertion import gap_of, proposals_read
from coaching.queries.ways import step_ways
from coaching.services.insertion import drop_left_over, take_way
from coaching.services.insertion_applying import apply_plan
from coaching.services.insertion_plans import PARTIES, draw_up_insertion, sign_insertion_plan
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    CohortFactory,
    InsertionStepFactory,
    ProposalFactory,
    RequirementFactory,
    UserFactory,
    WorkshopFactory,
)
from tests.training.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)
AT = timezone.now()


def followed():
    coach = UserFactory(coach=True)
    return coach, ProposalFactory(beneficiary=BeneficiaryFactory(coach=coach, team=coach.team))


def signed(coach, proposal) -> InsertionPlan:
    found = proposals_read(coach).get(pk=proposal.pk)
    gap = gap_of(found, today())
    plan = draw_up_insertion(proposal=found, gap=gap, by=coach, on=today())
    for party in PARTIES:
        sign_insertion_plan(paper=plan, party=party, by=coach, name="X", on=today())
    return plan


def applying(plan, coach):
    return lambda: apply_plan(plan=plan, by=coach, on=today(), at=AT)


def test_a_plan_applied_by_two_at_once_goes_to_the_actions_once():
    for _ in range(3):
        coach, proposal = followed()
        cohort = CohortFactory(coming=True)
        workshop = WorkshopFactory(starts_at=AT + timedelta(days=2))
        InsertionStepFactory(proposal=proposal, means="training", cohort=cohort)
        InsertionStepFactory(proposal=proposal, means="workshop", workshop=workshop)
        plan = signed(coach, proposal)
        answers = race(*[applying(plan, coach)] * 2)
        assert sorted(done.added_count for done in answers) == [0, 2]
        assert Step.objects.filter(beneficiary=proposal.beneficiary).count() == 2
        assert (cohort.enrolments.count(), workshop.seats.count()) == (1, 1)


def test_two_plans_that_name_the_same_groups_in_another_order_wait_for_each_other():
    groups = [CohortFactory(coming=True, places=1) for _ in range(2)]
    plans = []
    for order in (groups, groups[::-1]):
        coach, proposal = followed()
        for days, cohort in enumerate(order, start=1):
            due_on = today() + timedelta(days=days)
            InsertionStepFactory(proposal=proposal, means="training", cohort=cohort, due_on=due_on)
        plans.append((signed(coach, proposal), coach))
    answers = race(*(applying(plan, coach) for plan, coach in plans))
    assert [done.added_count for done in answers] == [2, 2]
    for cohort in groups:
        assert sorted(cohort.enrolments.values_list("status", flat=True)) == [
            "enrolled", "waiting",
        ]  # fmt: skip


def test_a_plan_drawn_up_by_two_at_once_has_one_version():
    coach, proposal = followed()
    InsertionStepFactory(proposal=proposal)
    found = proposals_read(coach).get(pk=proposal.pk)
    gap = gap_of(found, today())

    def drawing():
        return draw_up_insertion(proposal=found, gap=gap, by=coach, on=today())

    answers = race(drawing, drawing)
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert InsertionPlan.objects.get().version == 1


def test_a_way_pressed_by_two_at_once_is_one_step():
    coach, proposal = followed()
    asked = RequirementFactory(vacancy=proposal.vacancy)
    lines = gap_of(proposals_read(coach).get(pk=proposal.pk), today()).lines
    way = step_ways([lines[0].answer], proposal, today())[asked.skill_id][0]

    def taking():
        return take_way(proposal=proposal, skill_id=asked.skill_id, way=way, by=coach)

    assert len({step.pk for step in race(taking, taking)}) == 1
    assert InsertionStep.objects.count() == 1


def test_what_is_left_over_is_dropped_once():
    coach, proposal = followed()
    InsertionStepFactory(proposal=proposal)
    apply_plan(plan=signed(coach, proposal), by=coach, on=today(), at=AT)
    proposal.stage = "withdrawn"
    proposal.save()

    def dropping():
        return drop_left_over(proposal=proposal, by=coach, on=today())

    assert sorted(race(dropping, dropping)) == [0, 1]
