"""One person's plan on one page: goals with their steps, what was promised, what was dropped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.db.models import Count, Min, QuerySet

from beneficiaries.enums import ObstacleStatus
from beneficiaries.models import Beneficiary, Obstacle
from coaching.models import FollowUp, Goal, PlanVersion, Step
from mirec.accounts.models import User

USUAL_FROM = 3
"""A title that so many persons share is a usual action; a rarer one may tell about somebody."""
USUAL_SHOWN = 12
WITHOUT_GOAL = "Sans objectif précis"


@dataclass
class GoalGroup:
    goal: Goal | None
    steps: list[Step] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.goal.title if self.goal else WITHOUT_GOAL


@dataclass(frozen=True)
class Plan:
    """`groups`: the goals in their order, then the steps of none; open steps first, by day."""

    groups: list[GoalGroup]
    dropped_goals: list[Goal]
    dropped_steps: list[Step]

    @property
    def open_steps(self) -> list[Step]:
        return [step for group in self.groups for step in group.steps if step.is_open]

    @property
    def done_count(self) -> int:
        return sum(1 for group in self.groups for step in group.steps if step.done_on)

    def late_count(self, on: date) -> int:
        return sum(1 for step in self.open_steps if step.due_on < on)

    @classmethod
    def of(cls, goals: Iterable[Goal], steps: Iterable[Step]) -> Self:
        goals = list(goals)
        groups = {goal.pk: GoalGroup(goal) for goal in goals if not goal.dropped_on}
        free = GoalGroup(None)
        steps = list(steps)
        for step in sorted((each for each in steps if not each.dropped_on), key=_order):
            groups.get(step.goal_id, free).steps.append(step)
        return cls(
            groups=[*groups.values(), *([free] if free.steps else [])],
            dropped_goals=[goal for goal in goals if goal.dropped_on],
            dropped_steps=[step for step in steps if step.dropped_on],
        )


def _order(step: Step) -> tuple[bool, date, int]:
    return (step.done_on is not None, step.due_on, step.pk)


def plan_of(beneficiary: Beneficiary) -> Plan:
    """Two queries; the words of an obstacle are not read."""
    related = (
        "partner", "employer", "obstacle", "done_by", "document",
        "insertion_step__proposal__vacancy",
    )  # fmt: skip
    steps = beneficiary.steps.select_related(*related).defer("obstacle__note")
    return Plan.of(beneficiary.goals.all(), steps)


@dataclass(frozen=True)
class AnsweredObstacle:
    """An obstacle that stands, with the steps that work on it."""

    obstacle: Obstacle
    steps: list[Step]


def answered_obstacles(beneficiary: Beneficiary, plan: Plan) -> list[AnsweredObstacle]:
    standing = beneficiary.obstacles.exclude(status=ObstacleStatus.SOLVED).defer("note")
    steps = [step for group in plan.groups for step in group.steps]
    return [
        AnsweredObstacle(each, [step for step in steps if step.obstacle_id == each.pk])
        for each in standing
    ]


def promised_of(beneficiary: Beneficiary, user: User) -> QuerySet[FollowUp]:
    """Next steps still open in the follow-ups that the reader may see."""
    rows = FollowUp.objects.visible_to(user).filter(beneficiary=beneficiary).with_open_step()
    return rows.only("next_step", "next_step_on", "created_by", "beneficiary").order_by(
        "next_step_on", "pk"
    )


def versions_of(beneficiary: Beneficiary) -> QuerySet[PlanVersion]:
    """The newest first, each with its signatures."""
    return beneficiary.plan_versions.prefetch_related("signatures")


def usual_steps(beneficiary: Beneficiary) -> list[dict[str, object]]:
    """The titles that most persons share, with how many; those of this plan left out."""
    here = beneficiary.steps.values("title_key")
    rows = Step.objects.exclude(title_key__in=here).values("title_key").order_by()
    rows = rows.annotate(title=Min("title"), persons=Count("beneficiary", distinct=True))
    return list(rows.filter(persons__gte=USUAL_FROM).order_by("-persons", "title")[:USUAL_SHOWN])
