"""The action plan: goals in the person's order, steps with an owner, a day, a proof or a reason."""

from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from beneficiaries.models import Beneficiary
from coaching.enums import StepOwner
from coaching.models import Goal, Step
from mirec.accounts.models import User

NO_PARTNER = "Choisissez le partenaire qui s'en charge."
ANSWERED = "Cette action a déjà sa réponse : reprenez-la d'abord."
NO_REASON = "Dites en quelques mots pourquoi elle est abandonnée."


@transaction.atomic
def add_goal(*, beneficiary: Beneficiary, title: str, by: User) -> Goal:
    """After the others."""
    Beneficiary.objects.select_for_update(no_key=True).get(pk=beneficiary.pk)
    last = beneficiary.goals.aggregate(last=Max("order"))["last"] or 0
    with pghistory.context(user=by.pk):
        return Goal.objects.create(
            beneficiary=beneficiary, title=title, order=last + 1, created_by=by
        )


@transaction.atomic
def move_goal(*, goal: Goal, up: bool, by: User) -> None:
    """Change places with the goal before, or after; the first and the last stay where they are."""
    Beneficiary.objects.select_for_update(no_key=True).get(pk=goal.beneficiary_id)
    keys = list(
        Goal.objects.filter(beneficiary=goal.beneficiary_id, dropped_on__isnull=True).values_list(
            "pk", flat=True
        )
    )
    here = keys.index(goal.pk) if goal.pk in keys else 0
    there = here - 1 if up else here + 1
    if goal.pk in keys and 0 <= there < len(keys):
        keys[here], keys[there] = keys[there], keys[here]
    with pghistory.context(user=by.pk):
        for order, pk in enumerate(keys, start=1):
            Goal.objects.filter(pk=pk).exclude(order=order).update(order=order)


@transaction.atomic
def answer_goal(*, goal: Goal, answer: str, by: User, on: date) -> Goal:
    """`reached`, `dropped`, or anything else to take it up again."""
    goal.reached_on = on if answer == "reached" else None
    goal.dropped_on = on if answer == "dropped" else None
    with pghistory.context(user=by.pk):
        goal.save(update_fields=["reached_on", "dropped_on"])
    return goal


@transaction.atomic
def save_step(*, step: Step, by: User) -> Step:
    """Add or change; a partner's step names the partner, and only such a step has one."""
    if step.owner == StepOwner.PARTNER and step.partner is None:
        raise ValidationError({"partner": NO_PARTNER})
    if step.owner != StepOwner.PARTNER:
        step.partner = None
    if step.owner != StepOwner.EMPLOYER:
        step.employer = None
    if step.pk is None:
        step.created_by = by
    with pghistory.context(user=by.pk):
        step.save()
    return step


@transaction.atomic
def finish_step(*, step: Step, by: User, on: date, **proof: Any) -> Step:
    """Done on the day; said so by the person when `by` is the person's own account."""
    _refuse_answered(step)
    step.done_on, step.done_by = on, by
    for name, value in proof.items():
        setattr(step, name, value)
    with pghistory.context(user=by.pk):
        step.save(update_fields=["done_on", "done_by", *proof])
    return step


@transaction.atomic
def drop_step(*, step: Step, reason: str, by: User, on: date) -> Step:
    _refuse_answered(step)
    if not reason.strip():
        raise ValidationError({"drop_reason": NO_REASON})
    step.dropped_on, step.drop_reason = on, reason.strip()
    with pghistory.context(user=by.pk):
        step.save(update_fields=["dropped_on", "drop_reason"])
    return step


@transaction.atomic
def take_up_step(*, step: Step, by: User) -> Step:
    """Take the answer back, done or dropped; a proof that was given stays."""
    step.done_on = step.done_by = step.dropped_on = None
    step.drop_reason = ""
    with pghistory.context(user=by.pk):
        step.save(update_fields=["done_on", "done_by", "dropped_on", "drop_reason"])
    return step


@transaction.atomic
def postpone_step(*, step: Step, until: date, by: User, on: date) -> Step:
    _refuse_answered(step)
    if until < on or until <= step.due_on:
        raise ValidationError({"due_on": "Choisissez un jour à venir, après le jour prévu."})
    step.due_on = until
    with pghistory.context(user=by.pk):
        step.save(update_fields=["due_on"])
    return step


def _refuse_answered(step: Step) -> None:
    """Read again under a lock: a colleague or the person may have answered meanwhile."""
    now = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if now.done_on or now.dropped_on:
        raise ValidationError(ANSWERED)
