"""Steps from a gap to a job: drafted by who proposes the person, free until a plan is signed."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from coaching.enums import InsertionMeans, StepOwner
from coaching.models import InsertionStep, Step
from coaching.queries.ways import StepWay, taken_by
from coaching.rules.insertion import is_over
from coaching.services.plans import NO_PARTNER, drop_step
from employers.models import Proposal
from mirec.accounts.models import User

IS_OVER = "Cette proposition est refusée ou retirée : elle ne planifie plus rien."
PAST = "Choisissez un jour à venir."
IN_THE_PLAN = "Cette étape est déjà dans le plan de la personne : son coach la retire."
REMOVED = "Étape retirée du plan d'insertion"
NOT_OVER = "Cette proposition est toujours en cours."


def held(proposal: Proposal) -> Proposal:
    """The proposal as it is now; its steps and plans change one at a time."""
    return Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)


def open_to_plan(proposal: Proposal) -> Proposal:
    """Held; raises ValidationError when it ended without a job."""
    proposal = held(proposal)
    if is_over(proposal.stage):
        raise ValidationError(IS_OVER)
    return proposal


@transaction.atomic
def take_way(*, proposal: Proposal, skill_id: int, way: StepWay, by: User) -> InsertionStep:
    """The way as a step; pressed twice, the step of the first time."""
    proposal = open_to_plan(proposal)
    steps = list(proposal.insertion_steps.filter(skill=skill_id, means=way.means))
    for step in steps:
        if (skill_id, way.key) in taken_by([step]):
            return step
    with pghistory.context(user=by.pk):
        return InsertionStep.objects.create(
            proposal=proposal, skill_id=skill_id, created_by=by, **way.values()
        )


@transaction.atomic
def save_insertion_step(*, step: InsertionStep, by: User, on: date) -> InsertionStep:
    """Add or change; only a training names a cohort, a workshop one, a partner's step a partner."""
    open_to_plan(step.proposal)
    if step.owner == StepOwner.PARTNER and step.partner is None:
        raise ValidationError({"partner": NO_PARTNER})
    if step.due_on < on and step.due_on != _due_before(step):
        raise ValidationError({"due_on": PAST})
    if step.owner != StepOwner.PARTNER:
        step.partner = None
    if step.means != InsertionMeans.TRAINING:
        step.cohort = None
    if step.means != InsertionMeans.WORKSHOP:
        step.workshop = None
    if step.pk is None:
        step.created_by = by
    with pghistory.context(user=by.pk):
        step.save()
    return step


def _due_before(step: InsertionStep) -> date | None:
    kept = InsertionStep.objects.filter(pk=step.pk).values_list("due_on", flat=True)
    return kept.first() if step.pk else None


@transaction.atomic
def remove_insertion_step(*, step: InsertionStep, by: User, on: date) -> None:
    """Its open action in the person's plan is dropped with it; an enrolment stays.

    Raises ValidationError when there is such an action and `by` may not open the file.
    """
    held(step.proposal)
    step = InsertionStep.objects.select_for_update(of=("self",)).filter(pk=step.pk).first()
    if step is None:
        return
    action = step.plan_step
    if action is not None:
        if not Beneficiary.objects.visible_to(by).filter(pk=action.beneficiary_id).exists():
            raise ValidationError(IN_THE_PLAN)
        if action.is_open:
            drop_step(step=action, reason=REMOVED, by=by, on=on)
    with pghistory.context(user=by.pk):
        step.delete()


@transaction.atomic
def drop_left_over(*, proposal: Proposal, by: User, on: date) -> int:
    """Drop the open actions that came from a proposal that ended without a job; how many."""
    proposal = held(proposal)
    if not is_over(proposal.stage):
        raise ValidationError(NOT_OVER)
    steps = Step.objects.open().filter(insertion_step__proposal=proposal)
    rows = list(steps.select_for_update(of=("self",)).order_by("pk"))
    said = f"Proposition {proposal.get_stage_display().lower()} : « {proposal.vacancy} »"
    for step in rows:
        drop_step(step=step, reason=said[:200], by=by, on=on)
    return len(rows)
