"""The papers of a file: put there, checked by a colleague, withdrawn with a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from mirec.accounts.models import User

SAID = ("kind", "issued_on", "valid_until")
"""What a colleague's check vouches for."""
MOST_WAITING = 30
TOO_MANY_WAIT = "Trente papiers attendent déjà d'être lus : parlez-en à votre coach."
SENT_ALREADY = "Ce papier est déjà arrivé."
CHECKED_ALREADY = "Votre coach a déjà vérifié ce papier : il reste au dossier."
GONE = "Cette pièce est déjà retirée du dossier."


@transaction.atomic
def add_document(*, document: Document, stored: Mapping[str, Any], by: User) -> Document:
    """Keep a paper with its file (`mirec.core.files.stored_fields`); health seals it by itself."""
    for name, value in stored.items():
        setattr(document, name, value)
    document.is_sealed = document.is_sealed or DocumentKind(document.kind).is_sealed
    document.created_by = by
    with pghistory.context(user=by.pk):
        document.save()
    return document


@transaction.atomic
def send_document(
    *, beneficiary: Beneficiary, kind: DocumentKind, stored: Mapping[str, Any], by: User
) -> Document:
    """A paper that the person sends: received, until a colleague has checked it."""
    Beneficiary.objects.select_for_update(of=("self",)).get(pk=beneficiary.pk)
    waiting = beneficiary.documents.sent_by_person().waiting()
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(TOO_MANY_WAIT)
    if waiting.filter(sha256=stored["sha256"]).exists():
        raise ValidationError(SENT_ALREADY)
    document = Document(beneficiary=beneficiary, kind=kind)
    return add_document(document=document, stored=stored, by=by)


@transaction.atomic
def take_back_document(*, document: Document, by: User, on: date) -> Document:
    """The person withdraws what nobody has checked yet."""
    if _kept(document).checked_on:
        raise ValidationError(CHECKED_ALREADY)
    return withdraw_document(document=document, reason="Retirée par la personne", by=by, on=on)


@transaction.atomic
def check_document(*, document: Document, by: User, on: date) -> Document:
    """A colleague has seen that the paper says what it is called."""
    document = _kept(document)
    if document.checked_on:
        raise ValidationError("Cette pièce est déjà vérifiée.")
    document.checked_on, document.checked_by = on, by
    with pghistory.context(user=by.pk):
        document.save(update_fields=["checked_on", "checked_by"])
    return document


@transaction.atomic
def correct_document(*, document: Document, by: User) -> Document:
    """What is said of a paper, corrected; a check of what was said before no longer holds.

    `document` carries the new words, not saved yet.
    """
    before = _kept(document)
    if any(getattr(before, name) != getattr(document, name) for name in SAID):
        document.checked_on = document.checked_by = None
    document.is_sealed = before.is_sealed or DocumentKind(document.kind).is_sealed
    with pghistory.context(user=by.pk):
        document.save()
    return document


@transaction.atomic
def withdraw_document(*, document: Document, reason: str, by: User, on: date) -> Document:
    """The paper proves nothing any more; it stays readable, with the reason."""
    document = _kept(document)
    document.withdrawn_on, document.withdrawn_by = on, by
    document.withdrawal_reason = reason
    with pghistory.context(user=by.pk):
        document.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawal_reason"])
    return document


def _kept(document: Document) -> Document:
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if not locked.is_kept:
        raise ValidationError(GONE)
    return locked
