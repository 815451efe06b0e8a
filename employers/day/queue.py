"""The queue of the prospector, in one query for each matter."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from employers.day.lines import Line, Matter
from employers.day.sources import SOURCES
from mirec.accounts.enums import Permission
from mirec.accounts.models import User

SHOWN = 6
"""Lines per group; those behind come forward as the first are answered."""
LISTS: dict[Matter, tuple[str, dict[str, object]]] = {
    Matter.VACANCY: ("vacancy-list", {"watch": "stale"}),
    Matter.PROPOSAL: ("proposal-list", {"unanswered": "on"}),
}


@dataclass(frozen=True)
class Group:
    """The first lines; `url` is the list that holds them all, "" when there is none."""

    matter: Matter
    lines: list[Line]
    has_more: bool
    url: str = ""


@dataclass(frozen=True)
class Queue:
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def has_more(self) -> bool:
        return any(group.has_more for group in self.groups)


def queue_of(user: User, on: date, *, own_only: bool) -> Queue:
    groups = []
    answers = user.has_verb(Permission.EMPLOYER_WRITE)
    for matter, source in SOURCES.items():
        rows = source.rows(user, on)
        found = list((source.own(rows, user) if own_only else rows)[: SHOWN + 1])
        lines = [source.line(row, on) for row in found[:SHOWN]]
        lines = lines if answers else [line.to_read() for line in lines]
        if lines:
            whole = whole_list(matter, user if own_only else None)
            groups.append(Group(matter, lines, len(found) > SHOWN, whole))
    return Queue(groups)


def whole_list(matter: Matter, follower: User | None) -> str:
    """Longer than the group: there also stands what waits for an answer already asked for."""
    if matter not in LISTS:
        return ""
    name, query = LISTS[matter]
    followed = {"prospector": follower.pk} if follower else {}
    return reverse(f"employers:{name}", query=query | followed)


def line_of(user: User, matter: Matter, target: int, on: date) -> Line | None:
    """One line as it stands on the day; None when nothing waits there (any more)."""
    source = SOURCES[matter]
    row = source.rows(user, on).filter(pk=target).first()
    return source.line(row, on) if row else None
