"""Handing over all that points to one row to another row, each model by its own rule."""

from collections.abc import Iterator
from datetime import date

from django.db import models
from django.db.models import Max, Sum

from beneficiaries.rules.merging import (
    Apart,
    Fuse,
    Handling,
    Join,
    Move,
    Once,
    Renumber,
    Stay,
    handling_of,
)
from mirec.core.ledger import Ledger, links_to, rows_of


def hand_over(old: models.Model, new: models.Model, ledger: Ledger) -> None:
    """What points to `old` points to `new`, once `refusals` says that nothing is in the way."""
    for link in links_to(type(old)):
        handling = handling_of(link.model._meta.label)
        HANDS[type(handling)](link, handling, old, new, ledger)


def conflicts(link: models.Field, handling: Handling, old: models.Model, new: models.Model) -> int:
    """How many rows of the old file meet one of the new: for the preview."""
    if isinstance(handling, Fuse):
        return sum(1 for _ in _pairs(link, handling, old, new))
    if isinstance(handling, Join):
        theirs = list(_of(link, new))
        return sum(any(_meet(row, each, handling) for each in theirs) for row in _of(link, old))
    return 0


def _of(link: models.Field, row: models.Model) -> models.QuerySet:
    return rows_of(link.model).filter(**{link.attname: row.pk}).order_by("pk")


def _move(link: models.Field, handling: Move, old, new, ledger: Ledger) -> None:
    keys = _of(link, old).values_list("pk", flat=True)
    ledger.move(link, keys, old=old.pk, new=new.pk)


def _stay(link: models.Field, handling: Stay, old, new, ledger: Ledger) -> None:
    """Nothing passes."""


def _fuse(link: models.Field, handling: Fuse, old, new, ledger: Ledger) -> None:
    met = []
    for theirs, ours in _pairs(link, handling, old, new):
        if _ranks_higher(theirs, ours, handling):
            taken = {name: getattr(theirs, name) for name in handling.taken}
            ledger.change(ours, taken, frozen=handling.frozen)
        hand_over(theirs, ours, ledger)
        ledger.remove(theirs, frozen=handling.frozen)
        met.append(theirs.pk)
    keys = _of(link, old).exclude(pk__in=met).values_list("pk", flat=True)
    ledger.move(link, keys, old=old.pk, new=new.pk)


def _pairs(
    link: models.Field, handling: Fuse, old, new
) -> Iterator[tuple[models.Model, models.Model]]:
    """The rows of both that only one may have."""

    def shared(row: models.Model) -> tuple:
        return tuple(getattr(row, link.model._meta.get_field(n).attname) for n in handling.same)

    ours = {shared(row): row for row in _of(link, new).filter(**handling.among)}
    for theirs in _of(link, old).filter(**handling.among):
        if shared(theirs) in ours:
            yield theirs, ours[shared(theirs)]


def _ranks_higher(theirs: models.Model, ours: models.Model, handling: Fuse) -> bool:
    if not handling.by:
        return False
    values = [getattr(row, handling.by) for row in (theirs, ours)]
    if handling.order:
        values = [handling.order.index(value) for value in values]
    return values[0] > values[1]


def _join(link: models.Field, handling: Join, old, new, ledger: Ledger) -> None:
    """The kept file's period grows over the other's; what grew together becomes one."""
    ours = list(_of(link, new))
    for theirs in _of(link, old):
        met = [row for row in ours if _meet(theirs, row, handling)]
        if not met:
            ledger.move(link, [theirs.pk], old=old.pk, new=new.pk)
            ours.append(theirs)
            continue
        first, *others = met
        for row in (theirs, *others):
            ledger.remove(row)
        ours = [row for row in ours if row not in others]
        span = _span([theirs, *met], handling)
        if span != {name: getattr(first, name) for name in span}:
            ledger.change(first, span)


def _meet(one: models.Model, other: models.Model, handling: Join | Apart) -> bool:
    same = not isinstance(handling, Join) or getattr(one, handling.same) == getattr(
        other, handling.same
    )
    starts = [getattr(row, handling.starts) for row in (one, other)]
    ends = [getattr(row, handling.ends) or date.max for row in (one, other)]
    return same and max(starts) <= min(ends)


def _span(rows: list[models.Model], handling: Join) -> dict[str, date | None]:
    """From the first day to the last; still running when one of them is."""
    ends = [getattr(row, handling.ends) for row in rows]
    return {
        handling.starts: min(getattr(row, handling.starts) for row in rows),
        handling.ends: None if None in ends else max(ends),
    }


def _renumber(link: models.Field, handling: Renumber, old, new, ledger: Ledger) -> None:
    """The highest first: no two of a file ever have one number."""
    highest = _of(link, new).aggregate(highest=Max(handling.number))["highest"] or 0
    rows = list(_of(link, old).order_by(handling.number))
    for number, row in reversed(list(enumerate(rows, start=highest + 1))):
        if getattr(row, handling.number) != number:
            ledger.change(row, {handling.number: number}, frozen=handling.frozen)
        ledger.move(link, [row.pk], old=old.pk, new=new.pk)


def refusals(old: models.Model, new: models.Model) -> Iterator[str]:
    """What people must settle first, in the two rows and in all that hangs from them."""
    for link in links_to(type(old)):
        handling = handling_of(link.model._meta.label)
        if isinstance(handling, Apart) and (said := _apart_refusal(link, handling, old, new)):
            yield said
        elif isinstance(handling, Once) and _counts_twice(link, handling, old, new):
            yield handling.refusal
        elif isinstance(handling, Fuse):
            for theirs, ours in _pairs(link, handling, old, new):
                yield from refusals(theirs, ours)


def _apart_refusal(
    link: models.Field, handling: Apart, old: models.Model, new: models.Model
) -> str:
    """Why people must settle something first, "" when nothing is in the way."""
    pairs = [(one, other) for one in _of(link, old) for other in _of(link, new)]
    if any(getattr(row, handling.ends) is None for row in _of(link, old)) and any(
        getattr(row, handling.ends) is None for row in _of(link, new)
    ):
        return handling.both_open
    if any(_meet(one, other, handling) for one, other in pairs):
        return handling.overlap
    return ""


def _counts_twice(link: models.Field, handling: Once, old, new) -> bool:
    return bool(_counted(link, handling, old) & _counted(link, handling, new))


def _counted(link: models.Field, handling: Once, row: models.Model) -> set[int]:
    sums = _of(link, row).filter(**handling.among).order_by().values_list(handling.per)
    return {key for key, total in sums.annotate(total=Sum(handling.number)) if total}


HANDS = {
    Move: _move,
    Stay: _stay,
    Fuse: _fuse,
    Join: _join,
    Renumber: _renumber,
    Apart: _move,
    Once: _move,
}
