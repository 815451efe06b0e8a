"""What the person reads of the own plan: the own steps, those of others, what was shared."""

from dataclasses import dataclass

from beneficiaries.models import Beneficiary
from coaching.enums import Audience, StepOwner
from coaching.models import FollowUp, Goal, PlanVersion, Step

SHARED_SHOWN = 10


@dataclass(frozen=True)
class OwnPlan:
    goals: list[Goal]
    own: list[Step]
    others: list[Step]
    done: list[Step]
    shared: list[FollowUp]
    versions: list[PlanVersion]


def own_plan_of(person: Beneficiary) -> OwnPlan:
    """Four queries. Of the follow-ups only what was written for the person: day and text."""
    steps = list(person.steps.filter(dropped_on__isnull=True).select_related("partner", "employer"))
    waiting = [step for step in steps if step.is_open]
    shared = person.follow_ups.filter(audience=Audience.PERSON).exclude(text="")
    return OwnPlan(
        goals=list(person.goals.filter(dropped_on__isnull=True)),
        own=[step for step in waiting if step.owner == StepOwner.PERSON],
        others=[step for step in waiting if step.owner != StepOwner.PERSON],
        done=sorted(
            (step for step in steps if step.done_on), key=lambda step: step.done_on, reverse=True
        ),
        shared=list(shared.only("happened_on", "text", "beneficiary")[:SHARED_SHOWN]),
        versions=list(person.plan_versions.prefetch_related("signatures")),
    )
