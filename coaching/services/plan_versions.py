"""Versions of the plan: frozen as drawn up with the person, then signed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from beneficiaries.services.papers import draw_up
from coaching.enums import Party
from coaching.models import PlanVersion, Step
from coaching.plan import Plan, plan_of
from mirec.accounts.models import User
from mirec.core.wording import day_full

PARTIES = (Party.PERSON.value, Party.MIRE.value)
EMPTY = "Le plan est vide : ajoutez d'abord une action."


def draw_up_plan(*, beneficiary: Beneficiary, by: User, on: date) -> PlanVersion:
    """The plan of this moment as the next version, for the person and the Mire to sign.

    Raises ValidationError when the plan is empty or unchanged.
    """
    plan = plan_of(beneficiary)
    if not any(group.steps for group in plan.groups):
        raise ValidationError(EMPTY)
    return draw_up(
        model=PlanVersion,
        of={"beneficiary": beneficiary},
        content=content_of(beneficiary, plan),
        parties=PARTIES,
        by=by,
        on=on,
    )


def content_of(beneficiary: Beneficiary, plan: Plan) -> dict[str, Any]:
    """All that the paper prints, in words: it stays readable whatever changes later."""
    return {
        "person": beneficiary.full_name,
        "file_number": beneficiary.file_number,
        "coach": str(beneficiary.coach or ""),
        "occupation": str(beneficiary.target_occupation or ""),
        "goals": [
            {
                "title": group.title,
                "reached_on": _day(group.goal and group.goal.reached_on),
                "steps": [_step(step) for step in group.steps],
            }
            for group in plan.groups
        ],
    }


def _step(step: Step) -> dict[str, str]:
    """A sealed obstacle (health, debts, housing) is not named on a paper that others may read."""
    obstacle = step.obstacle
    return {
        "title": step.title,
        "who": step.owner_name,
        "due_on": _day(step.due_on),
        "done_on": _day(step.done_on),
        "proof": step.proof,
        "obstacle": str(obstacle) if obstacle and not obstacle.is_sealed else "",
    }


def _day(value: date | None) -> str:
    return day_full(value) if value else ""
