"""Periods lived through and documents about handicap: written, changed and removed."""

from typing import TypeVar

import pghistory
from django.db import transaction

from beneficiaries.models import HandicapRecognition, Situation
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

BESIDE = {"situation_no_overlap": "starts_on"}
Dated = TypeVar("Dated", Situation, HandicapRecognition)


@transaction.atomic
def save_dated(*, row: Dated, by: User) -> Dated:
    """Keep a period or a document; who first wrote it stays its creator."""
    if row.created_by is None:
        row.created_by = by
    with pghistory.context(user=by.pk), refusing_in_words(type(row), BESIDE):
        row.save()
    return row


@transaction.atomic
def remove_dated(*, row: Situation | HandicapRecognition, by: User) -> None:
    """The row leaves the file; what it said stays in the history."""
    with pghistory.context(user=by.pk):
        row.delete()
