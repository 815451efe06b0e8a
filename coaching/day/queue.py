"""The queue of a coach: every matter that waits, the riskiest first, in constant queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from coaching.day.limits import LIMITS, MARKS
from coaching.day.lines import Group, Line, Moment, Source
from coaching.day.meetings import APPOINTMENTS, NO_SHOWS, SEATS
from coaching.day.papers import PROOFS, SIGNATURES
from coaching.day.promises import HANDOVERS, LETTERS, PLAN_STEPS, STEPS
from coaching.day.silence import SILENCES
from coaching.enums import Matter
from mirec.accounts.models import User

SOURCES: tuple[Source, ...] = (
    LIMITS,
    APPOINTMENTS,
    NO_SHOWS,
    SEATS,
    STEPS,
    PLAN_STEPS,
    LETTERS,
    HANDOVERS,
    SIGNATURES,
    PROOFS,
    MARKS,
    SILENCES,
)
BY_MATTER = {source.matter: source for source in SOURCES}
SHOWN = 15
"""Lines per group; those behind come forward as the first are answered."""


@dataclass(frozen=True)
class Shown:
    """A group with its lines; `has_more` when others wait behind them."""

    group: Group
    lines: list[Line]
    has_more: bool

    @property
    def title(self) -> str:
        return self.group.title

    @property
    def tone(self) -> str:
        return self.group.tone


@dataclass(frozen=True)
class Queue:
    groups: list[Shown]

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def has_more(self) -> bool:
        return any(group.has_more for group in self.groups)


def queue_of(user: User, moment: Moment) -> Queue:
    """One query for each matter, a few more for the sentences of the proofs."""
    lines: list[Line] = []
    for source in SOURCES:
        rows = list(source.of_coach(user, moment)[: SHOWN + 1])
        lines += source.lines(rows, moment)
    return Queue(list(_grouped(lines)))


def _grouped(lines: Iterable[Line]) -> Iterable[Shown]:
    ordered = sorted(lines, key=lambda line: line.risk)
    for group in Group:
        found = [line for line in ordered if line.group is group]
        if found:
            yield Shown(group, found[:SHOWN], len(found) > SHOWN)


def line_of(user: User, matter: Matter, target: int, moment: Moment) -> Line | None:
    """One line as it stands at the moment; None when nothing waits there (any more)."""
    source = BY_MATTER[matter]
    rows = list(source.of_row(user, moment, target)[:1])
    return next(iter(source.lines(rows, moment)), None)
