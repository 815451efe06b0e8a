"""Making one file of two that are one person's, and parting them again."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast

from beneficiaries.merge_refusals import refusals_elsewhere
from beneficiaries.models import Beneficiary, Merge
from beneficiaries.rules.merging import CHOICES, DRAFTS, EARLIEST, LATEST
from beneficiaries.services.fusing import hand_over, refusals
from mirec.accounts.drafts import hand_over_drafts
from mirec.accounts.models import User
from mirec.core.ledger import Ledger, heard, said
from mirec.core.locks import locked

EXCHANGED = {"niss": ("niss", "niss_digest"), "user": ("user_id",)}
"""Unique to one file: the two files exchange them, so that nothing of them is written down."""
NOT_BOTH = "Un des deux dossiers est déjà fusionné avec un autre."
UNDONE = "Cette fusion est déjà défaite."
MERGED_SINCE = "Le dossier gardé a été fusionné depuis : défaites d'abord cette fusion-là."


def refusals_of(kept: Beneficiary, absorbed: Beneficiary) -> list[str]:
    """What people must settle before the two can be one, each said once."""
    said = [*refusals(absorbed, kept), *refusals_elsewhere(kept, absorbed)]
    return list(dict.fromkeys(said))


@transaction.atomic
def merge_files(
    *, kept: Beneficiary, absorbed: Beneficiary, picked: Iterable[str], by: User, on: date
) -> Merge:
    """`picked` names the fields whose value comes from the absorbed file. Raises ValidationError.

    The absorbed file keeps its row, hidden, and points to the kept one.
    """
    kept, absorbed = locked(kept, absorbed)
    if kept.merged_into_id or absorbed.merged_into_id:
        raise ValidationError(NOT_BOTH)
    if said := refusals_of(kept, absorbed):
        raise ValidationError(said)
    picked = set(picked)
    with pghistory.context(user=by.pk):
        ledger = Ledger()
        hand_over(absorbed, kept, ledger)
        exchanged = sorted(picked & EXCHANGED.keys())
        for name in exchanged:
            _exchange(kept, absorbed, EXCHANGED[name])
        before = _set(kept, _values(kept, absorbed, picked - EXCHANGED.keys()))
        Beneficiary.objects.filter(pk=absorbed.pk).update(merged_into=kept)
        _close_account(absorbed, ledger)
        hand_over_drafts(forms=DRAFTS, old=absorbed.pk, new=kept.pk)
        kept.refresh_from_db()
        marks = {"exchanged": exchanged, "after": _marks(kept, before, exchanged)}
        return Merge.objects.create(
            kept=kept,
            absorbed=absorbed,
            moved=ledger.moved,
            before={"kept": before, "steps": ledger.steps, **marks},
            merged_on=on,
            created_by=by,
        )


@transaction.atomic
def undo_merge(*, merge: Merge, by: User, on: date) -> Merge:
    """Both files as they were; raises ValidationError when later work would be lost by it."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept, absorbed = locked(merge.kept, merge.absorbed)
    if merge.undone_on:
        raise ValidationError(UNDONE)
    if kept.merged_into_id:
        raise ValidationError(MERGED_SINCE)
    _refuse_later_changes(kept, merge.before)
    with pghistory.context(user=by.pk):
        Ledger(merge.before["steps"]).take_back()
        for name in merge.before["exchanged"]:
            _exchange(kept, absorbed, EXCHANGED[name])
        former = heard(Beneficiary, _to_restore(kept, merge.before))
        Beneficiary.objects.filter(pk=kept.pk).update(**former)
        Beneficiary.objects.filter(pk=absorbed.pk).update(merged_into=None)
        merge.undone_on, merge.undone_by = on, by
        merge.save(update_fields=["undone_on", "undone_by"])
    return merge


def _values(kept: Beneficiary, absorbed: Beneficiary, picked: Iterable[str]) -> dict[str, Any]:
    """What the kept file says from now on, where it says something else."""
    names = {name for group in CHOICES if group[0] in picked for name in group}
    values = {name: getattr(absorbed, name) for name in names}
    for fields, best in ((EARLIEST, min), (LATEST, max)):
        for name in fields:
            known = [day for file in (kept, absorbed) if (day := getattr(file, name))]
            values[name] = best(known) if known else None
    return {name: value for name, value in values.items() if value != getattr(kept, name)}


def _set(kept: Beneficiary, values: Mapping[str, Any]) -> dict[str, Any]:
    before = said(kept, values)
    if values:
        Beneficiary.objects.filter(pk=kept.pk).update(**values)
    return before


def _exchange(kept: Beneficiary, absorbed: Beneficiary, columns: tuple[str, ...]) -> None:
    """As the database holds them: an encrypted number is not encrypted anew."""
    ours, theirs = _raw(kept, columns), _raw(absorbed, columns)
    for file, values in ((absorbed, None), (kept, theirs), (absorbed, ours)):
        written = {
            name: Value(values[name] if values else None, output_field=_plain(name))
            for name in columns
        }
        Beneficiary.objects.filter(pk=file.pk).update(**written)


def _raw(file: Beneficiary, columns: tuple[str, ...]) -> dict[str, Any]:
    wanted = {f"raw_{name}": Cast(name, _plain(name)) for name in columns}
    (row,) = Beneficiary.objects.filter(pk=file.pk).values(**wanted)
    return {name: row[f"raw_{name}"] for name in columns}


def _plain(column: str) -> models.Field:
    return models.BigIntegerField() if column.endswith("_id") else TextField()


def _close_account(absorbed: Beneficiary, ledger: Ledger) -> None:
    """The account that stays with the hidden file opens nothing any more."""
    account = User.objects.filter(beneficiary__pk=absorbed.pk, is_active=True).first()
    if account:
        ledger.change(account, {"is_active": False})


def _marks(kept: Beneficiary, before: Mapping, exchanged: Iterable[str]) -> dict[str, Any]:
    """The fields that an undo overwrites, as the merge left them; of the number, its print."""
    names = [*before, *(name for each in exchanged for name in EXCHANGED[each] if name != "niss")]
    return said(kept, [name.removesuffix("_id") for name in names])


def _refuse_later_changes(kept: Beneficiary, before: Mapping) -> None:
    changed = list(_changed_since(kept, before["after"]))
    if changed:
        raise ValidationError(
            f"Depuis la fusion, le dossier gardé a changé ({', '.join(changed)}) : la défaire "
            "perdrait ce changement."
        )


def _to_restore(kept: Beneficiary, before: Mapping) -> dict[str, Any]:
    """The fields that the merge overwrote, less the day of a contact that came after it."""
    now = said(kept, before["kept"])
    return {
        name: value
        for name, value in before["kept"].items()
        if name not in LATEST or now[name] == before["after"][name]
    }


def _changed_since(kept: Beneficiary, after: Mapping) -> Iterator[str]:
    now = said(kept, after)
    for name, value in after.items():
        if name not in LATEST and now[name] != value:
            field = kept._meta.get_field("niss" if name == "niss_digest" else name)
            yield str(field.verbose_name)
