"""Which stories do the persons of the demo live? Decks of cards, by how old the file is."""

from dataclasses import dataclass
from enum import StrEnum

from coaching.enums import ExitReason


class Jobs(StrEnum):
    """What work the accompaniment led to."""

    NONE = "none"
    RECENT = "recent"
    STEADY = "steady"
    LOST = "lost"
    SECOND = "second"
    INTERIM = "interim"
    SHORT = "short"


@dataclass(frozen=True)
class Scenario:
    """`needs_days` is how long an agreement must have run for the story to be possible."""

    agrees: bool = True
    jobs: Jobs = Jobs.NONE
    ends: ExitReason | None = None
    needs_days: int = 0
    due_in: tuple[int, int] | None = None
    comes_back: bool = False


INTAKE = Scenario(agrees=False)
REFUSED = Scenario(agrees=False, ends=ExitReason.REFUSED)
REFUSED_AUTOMATICALLY = Scenario(agrees=False, ends=ExitReason.REFUSED_AUTOMATICALLY)
ORIENTED = Scenario(agrees=False, ends=ExitReason.ORIENTED)
SEARCHING = Scenario()
JUST_HIRED = Scenario(jobs=Jobs.RECENT, needs_days=25)
STABLE = Scenario(jobs=Jobs.STEADY, needs_days=150)
LOST_JOB = Scenario(jobs=Jobs.LOST, needs_days=130)
SECOND_JOB = Scenario(jobs=Jobs.SECOND, needs_days=240)
INTERIM_CHAIN = Scenario(jobs=Jobs.INTERIM, needs_days=200)
DUE_SOON = Scenario(due_in=(2, 26), needs_days=600)
DUE_SOON_AT_WORK = Scenario(due_in=(5, 28), jobs=Jobs.STEADY, needs_days=600)
OVERDUE = Scenario(due_in=(-9, -1), needs_days=600)
SUSTAINED = Scenario(jobs=Jobs.STEADY, ends=ExitReason.SUSTAINED_JOB, needs_days=210)
SUSTAINED_BY_INTERIM = Scenario(jobs=Jobs.INTERIM, ends=ExitReason.SUSTAINED_JOB, needs_days=330)
SUSTAINED_AT_LAST = Scenario(jobs=Jobs.SECOND, ends=ExitReason.SUSTAINED_JOB, needs_days=380)
OTHER_JOB = Scenario(jobs=Jobs.SHORT, ends=ExitReason.OTHER_JOB, needs_days=140)
STUDIES = Scenario(ends=ExitReason.TRAINING, needs_days=60)
GAVE_UP = Scenario(ends=ExitReason.GAVE_UP, needs_days=45)
GAVE_UP_AFTER_A_JOB = Scenario(jobs=Jobs.LOST, ends=ExitReason.GAVE_UP, needs_days=200)
NO_CONTACT = Scenario(ends=ExitReason.NO_CONTACT, needs_days=60)
ILL = Scenario(ends=ExitReason.HEALTH, needs_days=50)
MOVED = Scenario(ends=ExitReason.MOVED, needs_days=40)
OTHER = Scenario(ends=ExitReason.OTHER, needs_days=40)
TIME_IS_UP = Scenario(ends=ExitReason.LIMIT_REACHED)
TIME_IS_UP_AFTER_A_JOB = Scenario(jobs=Jobs.LOST, ends=ExitReason.LIMIT_REACHED, needs_days=300)
CAME_BACK = Scenario(ends=ExitReason.GAVE_UP, needs_days=45, comes_back=True)

FRESH_DAYS = 56
RUNNING_DAYS = 705
LATE_DAYS = 790
FRESH = (
    INTAKE,
    SEARCHING,
    INTAKE,
    INTAKE,
    REFUSED,
    INTAKE,
    SEARCHING,
    JUST_HIRED,
    INTAKE,
    ORIENTED,
)
RUNNING = (
    SEARCHING, STABLE, SUSTAINED, JUST_HIRED, REFUSED, LOST_JOB, SEARCHING, INTERIM_CHAIN,
    GAVE_UP, SECOND_JOB, STUDIES, SEARCHING, STABLE, REFUSED_AUTOMATICALLY, NO_CONTACT, SUSTAINED,
    SEARCHING, JUST_HIRED, OTHER_JOB, ORIENTED, STABLE, SEARCHING, ILL, SUSTAINED_BY_INTERIM,
    LOST_JOB, SEARCHING, MOVED, JUST_HIRED, SUSTAINED, SEARCHING, OTHER, STABLE, INTERIM_CHAIN,
    SUSTAINED_AT_LAST, REFUSED,
)  # fmt: skip
LATE = (DUE_SOON, DUE_SOON_AT_WORK, OVERDUE, DUE_SOON, SUSTAINED, TIME_IS_UP, DUE_SOON, STABLE)
OLD = (
    SUSTAINED, GAVE_UP, OTHER_JOB, STUDIES, NO_CONTACT, ILL, MOVED, OTHER, REFUSED, ORIENTED,
    CAME_BACK, SUSTAINED, SUSTAINED_BY_INTERIM, TIME_IS_UP, REFUSED_AUTOMATICALLY, SUSTAINED,
    SUSTAINED_AT_LAST, GAVE_UP_AFTER_A_JOB, SUSTAINED, OTHER_JOB, NO_CONTACT,
    TIME_IS_UP_AFTER_A_JOB, SUSTAINED, GAVE_UP, SUSTAINED_BY_INTERIM, STUDIES,
)  # fmt: skip


def deck_for(age_days: int) -> tuple[Scenario, ...]:
    """The stories that a file opened so many days ago can have."""
    if age_days <= FRESH_DAYS:
        return FRESH
    if age_days <= RUNNING_DAYS:
        return RUNNING
    return LATE if age_days <= LATE_DAYS else OLD
