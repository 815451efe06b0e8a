"""Signing up for a session of information: by oneself, by a colleague, at the door."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from coaching.enums import Presence, SeatStatus
from coaching.models import InformationSession, SignUp
from coaching.rules import gatherings as rules
from coaching.services.gatherings import held, refuse, refuse_full_room, seats_of
from mirec.core.wording import as_day

TWICE = "Cette personne est déjà inscrite à cette séance."


@transaction.atomic
def sign_up(*, session: InformationSession, at: datetime, **person: Any) -> SeatStatus:
    """From the public page: a seat, or a place on the waiting list.

    Somebody already on the list gets the same answer as a newcomer, and the mail once more: the
    page tells nobody who is coming. Who gives no e-mail is told by the page.
    """
    session = held(session)
    refuse(rules.change_fault(session.cancelled_at, session.closed_at))
    refuse(rules.BEGUN if session.starts_at <= at else "")
    status = seats_of(session).status_on_entry
    known = same_person(session, person)
    if known.exists():
        known.exclude(email="").update(confirmed_at=None)
        return status
    SignUp.objects.create(
        session=session, status=status, confirmed_at=_told_now(person, at), **person
    )
    return status


@transaction.atomic
def add_sign_up(*, session: InformationSession, at: datetime, **person: Any) -> SignUp:
    """A colleague writes down who called; raises ValidationError for who is on the list."""
    session = held(session)
    refuse(rules.change_fault(session.cancelled_at, session.closed_at))
    refuse(TWICE if same_person(session, person).exists() else "")
    status = seats_of(session).status_on_entry
    return SignUp.objects.create(
        session=session, status=status, confirmed_at=_told_now(person, at), **person
    )


def _told_now(person: dict[str, Any], at: datetime) -> datetime | None:
    """Without an e-mail, what the page or the colleague says is all: no mail is owed."""
    return None if person.get("email") else at


@transaction.atomic
def walk_in(*, session: InformationSession, at: datetime, **person: Any) -> SignUp:
    """Somebody at the door whom nobody expected takes an empty chair: no mail goes out."""
    session = held(session)
    refuse(rules.change_fault(session.cancelled_at, session.closed_at))
    refuse(rules.presence_fault(None, session.starts_at, as_day(at)))
    refuse(TWICE if same_person(session, person).exists() else "")
    refuse_full_room(session)
    return SignUp.objects.create(
        session=session,
        status=SeatStatus.REGISTERED,
        presence=Presence.PRESENT,
        confirmed_at=at,
        **person,
    )


def same_person(session: InformationSession, person: dict[str, Any]) -> QuerySet[SignUp]:
    """Live sign-ups of the same name and the same address, or number where there is no address."""
    way = "email" if person.get("email") else "phone"
    rows = session.sign_ups.live().filter(
        _same("first_name", person["first_name"]), _same("last_name", person["last_name"])
    )
    if way == "email":
        return rows.filter(_same("email", person["email"]))
    return rows.filter(phone=person["phone"])


def _same(field: str, value: str) -> Exact:
    """As the unique constraint compares: by the database's own lower case."""
    return Exact(Lower(field), Lower(Value(value)))


@transaction.atomic
def note_told(*, sign_up: SignUp, at: datetime) -> None:
    """A colleague called somebody who has no e-mail."""
    row = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up.pk)
    if row.email:
        raise ValidationError("Cette personne est prévenue par e-mail.")
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
