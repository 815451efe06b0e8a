"""What stands between a person and a job, in which order is it read, and what was agreed on it?"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from employers.enums import ProposalStage
from employers.rules.skills import NEEDS, Answer

OVER = frozenset({ProposalStage.REFUSED, ProposalStage.WITHDRAWN})
"""A proposal that ended without a job plans nothing any more."""
TERMS = (
    "id", "skill_id", "title", "means", "owner", "partner_id", "cohort_id", "workshop_id", "due_on",
)  # fmt: skip
"""What the three parties agree on about a step: a change of one of these asks a new version."""
ON_THE_SPOT_DAYS = 14
"""How far off a step in the company is planned when the vacancy has no first day to come."""


def is_over(stage: str) -> bool:
    return ProposalStage(stage) in OVER


def blocking_first(answers: Iterable[Answer]) -> list[Answer]:
    """What is not met, the indispensable before the rest and the unknown last; then what is met."""
    return sorted(
        answers,
        key=lambda one: (
            one.is_met,
            NEEDS.index(one.asked.need),
            one.held is None,
            one.asked.label.casefold(),
        ),
    )


def terms_of(step: Any) -> dict[str, Any]:
    """The terms of a step as plain JSON."""
    found = {name: getattr(step, name) for name in TERMS}
    return found | {"due_on": step.due_on.isoformat()}


def agreed_terms(content: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """The terms of each step of a paper, by the step's key."""
    return {step["id"]: {name: step[name] for name in TERMS} for step in content.get("steps", ())}


def day_on_the_spot(starts_on: date | None, on: date) -> date:
    """When a step in the company is due: the first day of the job when it lies ahead."""
    soon = on + timedelta(days=ON_THE_SPOT_DAYS)
    return starts_on if starts_on and starts_on > on else soon
