"""What the person reads of the own plan: the own steps, those of others, what is done."""

from dataclasses import dataclass

from beneficiaries.models import Beneficiary
from coaching.enums import StepOwner
from coaching.models import Goal, InsertionPlan, PlanVersion, Step


@dataclass(frozen=True)
class OwnPlan:
    goals: list[Goal]
    own: list[Step]
    others: list[Step]
    done: list[Step]
    versions: list[PlanVersion]
    insertions: list[InsertionPlan]


def own_plan_of(person: Beneficiary) -> OwnPlan:
    """Five queries: steps, goals, versions and their signatures, signed insertion plans."""
    steps = list(person.steps.filter(dropped_on__isnull=True).select_related("partner", "employer"))
    waiting = [step for step in steps if step.is_open]
    signed = InsertionPlan.objects.filter(completed_on__isnull=False)
    return OwnPlan(
        goals=list(person.goals.filter(dropped_on__isnull=True)),
        own=[step for step in waiting if step.owner == StepOwner.PERSON],
        others=[step for step in waiting if step.owner != StepOwner.PERSON],
        done=sorted(
            (step for step in steps if step.done_on), key=lambda step: step.done_on, reverse=True
        ),
        versions=list(person.plan_versions.prefetch_related("signatures")),
        insertions=list(signed.filter(proposal__beneficiary=person).order_by("-drawn_on", "-pk")),
    )
