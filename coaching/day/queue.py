"""The queue of a coach: every matter that waits, the riskiest first, in constant queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from coaching.day.absences import TRAINING_ABSENCES
from coaching.day.after_hire import HIRE_CALLS, HIRE_CHECKS
from coaching.day.alternance import ALTERNANCE_PAPERS, TUTOR_CALLS, VISITS
from coaching.day.limits import LIMITS, MARKS
from coaching.day.lines import Group, Line, Moment, Source
from coaching.day.meetings import APPOINTMENTS, NO_SHOWS, SEATS
from coaching.day.papers import INSERTIONS, PROOFS, SIGNATURES
from coaching.day.promises import HANDOVERS, LETTERS, PLAN_STEPS, STEPS
from coaching.day.silence import SILENCES
from coaching.day.words import MESSAGES, SENT_PAPERS
from coaching.enums import Matter
from mirec.accounts.models import User

SOURCES: tuple[Source, ...] = (
    LIMITS,
    HIRE_CALLS,
    TRAINING_ABSENCES,
    TUTOR_CALLS,
    APPOINTMENTS,
    NO_SHOWS,
    SEATS,
    HIRE_CHECKS,
    VISITS,
    MESSAGES,
    STEPS,
    PLAN_STEPS,
    LETTERS,
    HANDOVERS,
    SENT_PAPERS,
    SIGNATURES,
    INSERTIONS,
    ALTERNANCE_PAPERS,
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
