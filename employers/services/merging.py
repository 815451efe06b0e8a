"""Making one employer of two that are one enterprise, and parting them again."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, count
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from employers.models import Employer, EmployerMerge, Site
from employers.queries.merging import employer_links
from employers.rules.merging import CHOICES
from mirec.accounts.models import User
from mirec.core.ledger import Ledger, rows_of
from mirec.core.locks import locked

LONGEST_MARK = 60
NOT_BOTH = "Un des deux employeurs est déjà fusionné avec un autre."
ITSELF = "Un employeur ne se fusionne pas avec lui-même."
UNDONE = "Cette fusion est déjà défaite."
MERGED_SINCE = "L'employeur gardé a été fusionné depuis : défaites d'abord cette fusion-là."


@transaction.atomic
def merge_employers(
    *, kept: Employer, absorbed: Employer, picked: Iterable[str], by: User, on: date
) -> EmployerMerge:
    """All that hangs from the absorbed one hangs from the kept one. Raises ValidationError.

    `picked` names the choices (`employers.rules.merging`) taken from the absorbed one; what only
    one says is kept, and so are both notes. The absorbed row stays, hidden.
    """
    if kept.pk == absorbed.pk:
        raise ValidationError(ITSELF)
    kept, absorbed = locked(kept, absorbed)
    if kept.merged_into_id or absorbed.merged_into_id:
        raise ValidationError(NOT_BOTH)
    ledger = Ledger()
    with pghistory.context(user=by.pk):
        _name_apart(kept, absorbed, ledger)
        for link in employer_links():
            rows = rows_of(link.model).filter(**{link.attname: absorbed.pk})
            keys = rows.order_by("pk").values_list("pk", flat=True)
            ledger.move(link, keys, old=absorbed.pk, new=kept.pk)
        values = dict(_values(kept, absorbed, set(picked)))
        hidden = {"merged_into": kept} | ({"bce": None} if "bce" in values else {})
        ledger.change(absorbed, hidden)
        if values:
            ledger.change(kept, values)
    return EmployerMerge.objects.create(
        kept=kept, absorbed=absorbed, steps=ledger.steps, merged_on=on, created_by=by
    )


@transaction.atomic
def undo_employer_merge(*, merge: EmployerMerge, by: User, on: date) -> EmployerMerge:
    """Both as they were; raises ValidationError when later work would be lost by it."""
    merge = EmployerMerge.objects.select_for_update().get(pk=merge.pk)
    kept, _ = locked(merge.kept, merge.absorbed)
    if merge.undone_on:
        raise ValidationError(UNDONE)
    if kept.merged_into_id:
        raise ValidationError(MERGED_SINCE)
    with pghistory.context(user=by.pk):
        Ledger(merge.steps).take_back()
    merge.undone_on, merge.undone_by = on, by
    merge.save(update_fields=["undone_on", "undone_by"])
    return merge


def _name_apart(kept: Employer, absorbed: Employer, ledger: Ledger) -> None:
    """An employer has one site of a name: the other's says whose it was."""
    longest = Site._meta.get_field("name").max_length
    taken = set(kept.sites.values_list("name", flat=True))
    for site in absorbed.sites.filter(name__in=taken):
        names = _names(site.name, absorbed.name, longest)
        free = next(name for name in names if name not in taken)
        ledger.change(site, {"name": free})
        taken.add(free)


def _names(name: str, whose: str, longest: int) -> Iterator[str]:
    for mark in chain([whose[:LONGEST_MARK]], count(2)):
        tail = f" ({mark})"
        yield f"{name[: longest - len(tail)]}{tail}"


def _values(kept: Employer, absorbed: Employer, picked: set[str]) -> Iterator[tuple[str, Any]]:
    """What the kept one says from now on, where it says something else."""
    for group in CHOICES:
        theirs = {name: getattr(absorbed, name) for name in group}
        is_silent = not any(getattr(kept, name) for name in group)
        if any(theirs.values()) and (group[0] in picked or is_silent):
            yield from (
                (name, value) for name, value in theirs.items() if value != getattr(kept, name)
            )
    if absorbed.note and absorbed.note not in kept.note:
        yield "note", f"{kept.note}\n\n{absorbed.note}".strip()
