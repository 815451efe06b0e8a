"""A signed insertion plan becomes actions, enrolments and seats, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coaching.enums import InsertionMeans, SeatStatus, StepOwner
from coaching.models import InsertionStep, Step
from coaching.queries.insertion import mentions_of_person
from coaching.services.insertion import (
    IN_THE_PLAN,
    drop_left_over,
    remove_insertion_step,
    save_insertion_step,
)
from coaching.services.insertion_applying import CHANGED, UNSIGNED
from coaching.services.insertion_plans import (
    PARTIES,
    sign_insertion_plan,
)
from coaching.services.plans import drop_step, finish_step, postpone_step
from employers.enums import ProposalStage
from tests.coaching.insertions import AT, ON, applied, drawn, signed
from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    InsertionStepFactory,
    ProposalFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from training.enums import EnrolmentStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(beneficiary):
    return ProposalFactory(beneficiary=beneficiary, vacancy__title="Cariste", on=ON)


def test_a_signed_plan_becomes_actions_an_enrolment_and_a_seat(proposal, coach):
    cohort = CohortFactory(coming=True, on=ON)
    workshop = WorkshopFactory(starts_at=AT + timedelta(days=3))
    means = InsertionMeans
    InsertionStepFactory(proposal=proposal, means=means.TRAINING, cohort=cohort, due_on=ON)
    InsertionStepFactory(proposal=proposal, means=means.WORKSHOP, workshop=workshop, due_on=ON)
    InsertionStepFactory(proposal=proposal, owner=StepOwner.EMPLOYER, title="Former", due_on=ON)
    plan = signed(proposal, coach)
    done = applied(plan, coach)
    assert (done.added_count, done.changed_count, done.refused) == (3, 0, [])
    assert [words.split(" : ")[-1] for words in done.entered] == ["place réservée"] * 2
    assert cohort.enrolments.get().status == EnrolmentStatus.ENROLLED
    assert workshop.seats.get().status == SeatStatus.REGISTERED
    action = Step.objects.get(title="Former")
    assert (action.beneficiary, action.employer) == (
        proposal.beneficiary, proposal.vacancy.employer,
    )  # fmt: skip
    assert action.came_from.proposal == proposal
    plan.refresh_from_db()
    assert (plan.applied_on, plan.applied_by) == (ON, coach)


def test_applied_twice_nothing_more_happens(proposal, coach):
    step = InsertionStepFactory(proposal=proposal, due_on=ON)
    plan = signed(proposal, coach)
    applied(plan, coach)
    action = Step.objects.get()
    postpone_step(step=action, until=ON + timedelta(days=9), by=coach, on=ON)
    again = applied(plan, coach)
    assert (again.added_count, again.changed_count) == (0, 0)
    assert Step.objects.get().due_on == ON + timedelta(days=9)
    step.refresh_from_db()
    assert step.plan_step == action


def test_a_later_version_changes_the_action_where_its_terms_changed(proposal, coach):
    same = InsertionStepFactory(proposal=proposal, title="Même", due_on=ON)
    other = InsertionStepFactory(proposal=proposal, title="Avant", due_on=ON)
    applied(signed(proposal, coach), coach)
    postpone_step(
        step=Step.objects.get(title="Même"), until=ON + timedelta(days=9), by=coach, on=ON
    )
    other.refresh_from_db()
    other.title = "Après"
    save_insertion_step(step=other, by=coach, on=ON)
    InsertionStepFactory(proposal=proposal, title="Neuve", due_on=ON)
    done = applied(signed(proposal, coach), coach)
    assert (done.added_count, done.changed_count) == (1, 1)
    days = dict(Step.objects.values_list("title", "due_on"))
    assert days == {"Même": ON + timedelta(days=9), "Après": ON, "Neuve": ON}
    same.refresh_from_db()
    assert same.plan_step.title == "Même"


def test_an_answered_action_keeps_its_answer(proposal, coach):
    step = InsertionStepFactory(proposal=proposal, title="Avant", due_on=ON)
    applied(signed(proposal, coach), coach)
    finish_step(step=Step.objects.get(), by=coach, on=ON)
    step.refresh_from_db()
    step.title = "Après"
    save_insertion_step(step=step, by=coach, on=ON)
    assert applied(signed(proposal, coach), coach).changed_count == 0
    assert (Step.objects.get().title, Step.objects.get().done_on) == ("Avant", ON)


def test_a_full_cohort_and_a_full_workshop_give_a_place_on_the_list_that_waits(proposal, coach):
    cohort = CohortFactory(coming=True, on=ON, places=1)
    EnrolmentFactory(cohort=cohort)
    workshop = WorkshopFactory(starts_at=AT + timedelta(days=3), capacity=1)
    WorkshopSeatFactory(workshop=workshop)
    InsertionStepFactory(proposal=proposal, means="training", cohort=cohort, due_on=ON)
    InsertionStepFactory(proposal=proposal, means="workshop", workshop=workshop, due_on=ON)
    done = applied(signed(proposal, coach), coach)
    assert [words.split(" : ")[-1] for words in done.entered] == ["liste d'attente"] * 2
    person = proposal.beneficiary
    assert cohort.enrolments.get(beneficiary=person).status == EnrolmentStatus.WAITING
    assert workshop.seats.get(beneficiary=person).status == SeatStatus.WAITING


def test_who_is_enrolled_already_is_not_enrolled_twice(proposal, coach):
    cohort = CohortFactory(coming=True, on=ON)
    EnrolmentFactory(cohort=cohort, beneficiary=proposal.beneficiary)
    InsertionStepFactory(proposal=proposal, means="training", cohort=cohort, due_on=ON)
    assert applied(signed(proposal, coach), coach).entered == []
    assert cohort.enrolments.count() == 1


def test_what_takes_nobody_any_more_is_told_and_stops_nothing_else(proposal, coach):
    over = CohortFactory(past=True, on=ON)
    cancelled = WorkshopFactory(starts_at=AT + timedelta(days=3), cancelled_at=AT)
    begun = WorkshopFactory(starts_at=AT - timedelta(hours=1))
    InsertionStepFactory(proposal=proposal, means="training", cohort=over, due_on=ON)
    InsertionStepFactory(proposal=proposal, means="workshop", workshop=cancelled, due_on=ON)
    InsertionStepFactory(proposal=proposal, means="workshop", workshop=begun, due_on=ON)
    done = applied(signed(proposal, coach), coach)
    assert (done.added_count, len(done.refused), done.entered) == (3, 3, [])
    assert not proposal.beneficiary.enrolments.exists()
    assert not proposal.beneficiary.workshop_seats.exists()


def test_only_what_all_have_signed_and_nobody_changed_goes_to_the_plan(proposal, coach):
    step = InsertionStepFactory(proposal=proposal, due_on=ON)
    plan = drawn(proposal, coach)
    with pytest.raises(ValidationError, match=UNSIGNED):
        applied(plan, coach)
    for party in PARTIES:
        sign_insertion_plan(paper=plan, party=party, by=coach, name="X", on=ON)
    step.title = "Changée depuis"
    save_insertion_step(step=step, by=coach, on=ON)
    with pytest.raises(ValidationError, match=CHANGED):
        applied(plan, coach)
    drawn(proposal, coach)
    with pytest.raises(ValidationError, match="plus récente"):
        applied(plan, coach)
    assert not Step.objects.exists()


def test_removing_a_step_drops_its_action_and_a_prospector_cannot(proposal, coach, prospector):
    step = InsertionStepFactory(proposal=proposal, due_on=ON)
    applied(signed(proposal, coach), coach)
    with pytest.raises(ValidationError, match=IN_THE_PLAN):
        remove_insertion_step(step=step, by=prospector, on=ON)
    remove_insertion_step(step=step, by=coach, on=ON)
    remove_insertion_step(step=step, by=coach, on=ON)
    action = Step.objects.get()
    assert (action.dropped_on, action.drop_reason) == (ON, "Étape retirée du plan d'insertion")
    assert action.came_from is None


def test_a_prospector_removes_what_is_only_drafted(proposal, prospector):
    step = InsertionStepFactory(proposal=proposal, due_on=ON)
    remove_insertion_step(step=step, by=prospector, on=ON)
    assert not InsertionStep.objects.exists()


def test_after_a_refusal_the_open_actions_are_offered_to_be_dropped(proposal, coach):
    for title in ("Faite", "Abandonnée", "Ouverte"):
        InsertionStepFactory(proposal=proposal, title=title, due_on=ON)
    applied(signed(proposal, coach), coach)
    finish_step(step=Step.objects.get(title="Faite"), by=coach, on=ON)
    drop_step(step=Step.objects.get(title="Abandonnée"), reason="Autre", by=coach, on=ON)
    with pytest.raises(ValidationError, match="toujours en cours"):
        drop_left_over(proposal=proposal, by=coach, on=ON)
    proposal.stage = ProposalStage.REFUSED
    proposal.save()
    (mention,) = mentions_of_person(proposal.beneficiary, coach)
    assert mention.left_over_count == 1
    assert drop_left_over(proposal=proposal, by=coach, on=ON) == 1
    assert drop_left_over(proposal=proposal, by=coach, on=ON) == 0
    dropped = Step.objects.get(title="Ouverte")
    assert dropped.drop_reason == "Proposition refusée : « Cariste »"
    assert Step.objects.get(title="Faite").done_on == ON
