"""« Le chemin parcouru »: what the person can show for the way made, in plain words."""

from dataclasses import dataclass

from beneficiaries.enums import ObstacleStatus
from beneficiaries.models import Beneficiary, Obstacle
from beneficiaries.potential import Travelled, travelled_by
from coaching.models import Goal, Step


@dataclass(frozen=True)
class Way:
    """Skills, obstacles lifted, steps done, goals reached: never a word of the coach's notes."""

    travelled: Travelled
    lifted: list[Obstacle]
    done: list[Step]
    reached: list[Goal]


def way_of(beneficiary: Beneficiary) -> Way:
    """Four queries; the words of the obstacles are not read."""
    lifted = beneficiary.obstacles.filter(status=ObstacleStatus.SOLVED).defer("note")
    return Way(
        travelled=travelled_by(beneficiary),
        lifted=list(lifted.order_by("solved_on", "pk")),
        done=list(beneficiary.steps.filter(done_on__isnull=False).order_by("done_on", "pk")),
        reached=list(beneficiary.goals.filter(reached_on__isnull=False).order_by("reached_on")),
    )
