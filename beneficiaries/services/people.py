"""Registering a person and changing who the person is; the file number is given here."""

from datetime import date
from typing import Any

import pghistory
from django.db import connection, transaction
from django.db.models.functions import Length

from beneficiaries.models import Beneficiary
from mirec.accounts.models import Team, User
from mirec.core.refusals import refusing_in_words

BESIDE = {"beneficiary_niss_unique": "niss"}
NUMBERING = 7110
"""The first key of the advisory lock under which file numbers are given; the year is the second."""


@transaction.atomic
def register_beneficiary(
    *, team: Team, coach: User | None, by: User, on: date, niss: str | None = None, **data: Any
) -> Beneficiary:
    """A new file, numbered in the sequence of the year of `on`; `niss` is compact and valid."""
    beneficiary = Beneficiary(
        file_number=next_file_number(on), team=team, coach=coach, created_by=by, **data
    )
    beneficiary.set_niss(niss)
    with pghistory.context(user=by.pk), refusing_in_words(Beneficiary, BESIDE):
        beneficiary.save(force_insert=True)
    return beneficiary


@transaction.atomic
def update_beneficiary(*, beneficiary: Beneficiary, by: User, **data: Any) -> Beneficiary:
    """Change the named fields only; a `niss` that is None removes the number."""
    if "niss" in data:
        beneficiary.set_niss(data.pop("niss"))
    for name, value in data.items():
        setattr(beneficiary, name, value)
    with pghistory.context(user=by.pk), refusing_in_words(Beneficiary, BESIDE):
        beneficiary.save()
    return beneficiary


def next_file_number(on: date) -> str:
    """« 2026-0412 »: one after the highest of the year. Holds the year's lock until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBERING, on.year])
    last = (
        Beneficiary.objects.filter(file_number__regex=rf"^{on.year}-\d+$")
        .order_by(Length("file_number").desc(), "-file_number")
        .values_list("file_number", flat=True)
        .first()
    )
    number = int(last.partition("-")[2]) + 1 if last else 1
    return f"{on.year}-{number:04d}"


def niss_holder(niss: str, *, except_pk: int | None = None) -> Beneficiary | None:
    """The other file, of any team, that already holds this compact number.

    When it was merged into another, that one: it is the file of the person.
    """
    holder = Beneficiary.objects.with_niss(niss).exclude(pk=except_pk).first()
    if holder is None:
        return None
    kept = Beneficiary.objects.kept_for(holder.pk)
    return Beneficiary.objects.select_related("team").get(pk=kept)
