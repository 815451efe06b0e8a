"""A signed insertion plan becomes actions of the person's plan, enrolments and seats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.papers import REPLACED, is_replaced
from coaching.enums import SeatStatus, StepOwner
from coaching.models import InsertionPlan, InsertionStep, Step
from coaching.queries.insertion import has_changed
from coaching.rules.insertion import agreed_terms, terms_of
from coaching.services.insertion import open_to_plan
from coaching.services.plans import save_step
from coaching.services.workshops import register
from mirec.accounts.models import User
from training.enums import EnrolmentStatus
from training.services.enrolling import enrol

UNSIGNED = "Les trois parties signent d'abord ; les étapes vont alors au plan d'action."
CHANGED = "Les étapes ont changé depuis cette version : établissez-en une nouvelle."
STARTED = "L'atelier a déjà commencé."
COPIED = ("title", "owner", "partner_id", "due_on")
"""The terms that an action of the plan repeats."""


@dataclass
class Applied:
    """What was done, for the message; `refused` says why somebody could not be enrolled."""

    added_count: int = 0
    changed_count: int = 0
    entered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def apply_plan(*, plan: InsertionPlan, by: User, on: date, at: datetime) -> Applied:
    """Steps become actions and entries, all or none; applied twice, nothing more happens.

    A later version changes the actions of the one before, where its terms changed: what the coach
    postponed meanwhile stays. An answered action keeps its answer. A cohort or workshop that takes
    nobody any more is told, and stops nothing else. Raises ValidationError.
    """
    proposal = open_to_plan(plan.proposal)
    plan = InsertionPlan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    done = Applied()
    if plan.applied_on:
        return done
    rows = proposal.insertion_steps.select_for_update(of=("self",)).select_related(
        "plan_step", "cohort__programme", "workshop"
    )
    steps = list(rows)
    _refuse(plan, steps)
    before = _terms_before(plan)
    person = proposal.beneficiary
    for step in steps:
        _plan(step, person, before.get(step.pk), done, by)
    for step in _by_target(steps, before, "cohort_id"):
        _try(step, done, lambda step=step: _enrol(step, person, by, on))
    for step in _by_target(steps, before, "workshop_id"):
        _try(step, done, lambda step=step: _seat(step, person, by, at))
    plan.applied_on, plan.applied_by = on, by
    with pghistory.context(user=by.pk):
        plan.save(update_fields=["applied_on", "applied_by"])
    return done


def _refuse(plan: InsertionPlan, steps: list[InsertionStep]) -> None:
    if is_replaced(plan):
        raise ValidationError(REPLACED)
    if not plan.completed_on:
        raise ValidationError(UNSIGNED)
    if has_changed(plan, steps):
        raise ValidationError(CHANGED)


def _terms_before(plan: InsertionPlan) -> dict[int, dict[str, Any]]:
    """What the last version that was applied said of each step."""
    applied = InsertionPlan.objects.filter(proposal=plan.proposal_id, applied_on__isnull=False)
    last = applied.order_by("-version").first()
    return agreed_terms(last.content) if last else {}


def _plan(
    step: InsertionStep, person: Beneficiary, before: dict[str, Any] | None, done: Applied, by: User
) -> None:
    action, terms = step.plan_step, terms_of(step)
    if action is None:
        step.plan_step = save_step(step=_copied(step, Step(beneficiary=person)), by=by)
        with pghistory.context(user=by.pk):
            step.save(update_fields=["plan_step"])
        done.added_count += 1
    elif action.is_open and any(terms[name] != (before or {}).get(name) for name in COPIED):
        save_step(step=_copied(step, action), by=by)
        done.changed_count += 1


def _copied(step: InsertionStep, action: Step) -> Step:
    action.title, action.owner = step.title, step.owner
    action.partner_id, action.due_on = step.partner_id, step.due_on
    is_employers = step.owner == StepOwner.EMPLOYER
    action.employer = step.proposal.vacancy.employer if is_employers else None
    return action


def _by_target(
    steps: list[InsertionStep], before: dict[int, dict[str, Any]], name: str
) -> list[InsertionStep]:
    """Those that name a cohort (or a workshop) newly, always in the same order: no deadlock."""
    new = [
        step
        for step in steps
        if getattr(step, name) and before.get(step.pk, {}).get(name) != getattr(step, name)
    ]
    return sorted(new, key=lambda step: getattr(step, name))


def _try(step: InsertionStep, done: Applied, deed: Callable[[], str]) -> None:
    try:
        with transaction.atomic():
            words = deed()
    except ValidationError as refusal:
        done.refused.append(f"{step} : {' '.join(refusal.messages)}")
    else:
        done.entered += [words] if words else []


def _enrol(step: InsertionStep, person: Beneficiary, by: User, on: date) -> str:
    if step.cohort.enrolments.filter(beneficiary=person).exists():
        return ""
    entry = enrol(cohort=step.cohort, beneficiary=person, by=by, on=on)
    return _entered(step.cohort, entry.status == EnrolmentStatus.WAITING)


def _seat(step: InsertionStep, person: Beneficiary, by: User, at: datetime) -> str:
    if step.workshop.seats.live().filter(beneficiary=person).exists():
        return ""
    if step.workshop.starts_at <= at:
        raise ValidationError(STARTED)
    entry = register(workshop=step.workshop, beneficiary=person, by=by)
    return _entered(step.workshop, entry.status == SeatStatus.WAITING)


def _entered(target: object, must_wait: bool) -> str:
    return f"{target} : liste d'attente" if must_wait else f"{target} : place réservée"
