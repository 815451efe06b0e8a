"""What the search box answers: groups of links, and which numbers begin alike."""

from dataclasses import dataclass

from django.db.models import Q

from mirec.core.search import ALIKE

MOST = 6
"""Rows of one group: the box is for the one that is meant, lists are for many."""


@dataclass(frozen=True)
class Found:
    """`place` says how surely it is meant: see `mirec.core.search.best_first`."""

    label: str
    detail: str
    url: str
    icon: str
    place: int = 0


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    rows: tuple[Found, ...]

    @property
    def is_guess(self) -> bool:
        """Do all its rows only resemble what was typed?"""
        return min(row.place for row in self.rows) >= ALIKE


def begins(field: str, prefixes: tuple[str, ...]) -> Q:
    """A number begins so: as a range, which an ordinary index serves; matches none without one."""
    found = Q(pk__in=[])
    for prefix in prefixes:
        following = f"+{int(prefix[1:]) + 1:0{len(prefix) - 1}d}"
        found |= Q((f"{field}__gte", prefix), (f"{field}__lt", following))
    return found


def said(*parts: object) -> str:
    """« Dossier 2026-0412, né·e le 3 mai 1990 »: the parts that there are."""
    return ", ".join(str(part) for part in parts if part)
