"""Words between a person and the team: written, read once by the other side, never changed."""

from datetime import datetime

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from beneficiaries.models import Beneficiary
from coaching.models import Message
from mirec.accounts.models import User

MOST_UNREAD = 20
WAIT = "Vos messages attendent d'être lus : votre coach va répondre. C'est urgent ? Appelez."
NO_SPACE = "Cette personne n'a pas encore d'espace : ouvrez-le d'abord, sous « Identité »."
EMPTY = "Écrivez votre message."
SUBJECT = "Vous avez un message de la Mire"


@transaction.atomic
def write_to_team(*, beneficiary: Beneficiary, text: str, by: User, at: datetime) -> Message:
    """The person writes. Raises ValidationError while many wait to be read."""
    Beneficiary.objects.select_for_update(of=("self",)).get(pk=beneficiary.pk)
    if beneficiary.messages.to_read().count() >= MOST_UNREAD:
        raise ValidationError(WAIT)
    return _write(beneficiary, text, by, at, is_from_person=True)


@transaction.atomic
def write_to_person(*, beneficiary: Beneficiary, text: str, by: User, at: datetime) -> Message:
    """A colleague writes: what the person wrote before is read by that."""
    if beneficiary.user is None:
        raise ValidationError(NO_SPACE)
    read_by_team(beneficiary=beneficiary, by=by, at=at)
    return _write(beneficiary, text, by, at, is_from_person=False)


def _write(
    beneficiary: Beneficiary, text: str, by: User, at: datetime, *, is_from_person: bool
) -> Message:
    if not text.strip():
        raise ValidationError({"text": EMPTY})
    with pghistory.context(user=by.pk):
        return Message.objects.create(
            beneficiary=beneficiary,
            is_from_person=is_from_person,
            text=text.strip(),
            sent_at=at,
            created_by=by,
        )


@transaction.atomic
def read_by_team(*, beneficiary: Beneficiary, by: User, at: datetime) -> int:
    """All that the person wrote is read; how many."""
    with pghistory.context(user=by.pk):
        return beneficiary.messages.to_read().update(read_at=at, read_by=by)


@transaction.atomic
def unread_by_team(*, message: Message, by: User) -> None:
    """Take back a reading of one's own: those read at the same moment wait again."""
    same = Message.objects.filter(
        beneficiary=message.beneficiary_id,
        is_from_person=True,
        read_at=message.read_at,
        read_by=by,
    )
    with pghistory.context(user=by.pk):
        same.update(read_at=None, read_by=None)


def read_by_person(*, beneficiary: Beneficiary, by: User, at: datetime) -> int:
    """The answers of the team are seen; how many."""
    waiting = beneficiary.messages.filter(is_from_person=False, read_at__isnull=True)
    with pghistory.context(user=by.pk):
        return waiting.update(read_at=at, read_by=by)


def tell_person(*, pk: int) -> bool:
    """A mail says that an answer waits, never what it says; False without an address."""
    message = Message.objects.select_related("beneficiary__user").get(pk=pk)
    account = message.beneficiary.user
    if message.read_at or account is None or not (account.is_active and account.has_address):
        return False
    context = {
        "person": message.beneficiary,
        "link": f"{settings.SITE_URL}{reverse('coaching:my-messages')}",
        "house": settings.HOUSE_LEGAL_NAME,
    }
    send_mail(
        SUBJECT, render_to_string("coaching/mail/message.txt", context), None, [account.email]
    )
    return True
