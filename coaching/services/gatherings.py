"""Seats of a session of information or a workshop: given one at a time, under its lock."""

from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q

from coaching.enums import Presence, SeatStatus
from coaching.models import InformationSession, SignUp, Workshop, WorkshopSeat
from coaching.rules import gatherings as rules

Gathering = TypeVar("Gathering", InformationSession, Workshop)
Seat = TypeVar("Seat", SignUp, WorkshopSeat)


def held(gathering: Gathering) -> Gathering:
    """The gathering as it is now, locked until the end of the transaction."""
    return type(gathering).objects.select_for_update().get(pk=gathering.pk)


def seats_of(gathering: Gathering) -> rules.Seats:
    counts = gathering.entries.aggregate(
        taken=Count("pk", filter=Q(status=SeatStatus.REGISTERED)),
        waiting=Count("pk", filter=Q(status=SeatStatus.WAITING)),
    )
    return rules.Seats(total=gathering.capacity, **counts)


def refuse(fault: str) -> None:
    if fault:
        raise ValidationError(fault)


@transaction.atomic
def save_gathering(*, gathering: Gathering, by, at: datetime) -> list[Seat]:
    """Keep a new gathering or a changed one; who moved up to a new seat.

    A capacity below the seats taken is refused; whoever has a seat hears of another day or place.
    """
    if gathering.pk is None:
        gathering.created_by = by
        gathering.save()
        return []
    before = held(gathering)
    refuse(rules.change_fault(before.cancelled_at, before.closed_at))
    if fault := rules.capacity_fault(gathering.capacity, seats_of(before).taken):
        raise ValidationError({"capacity": fault})
    gathering.save()
    if moved_from(before, gathering):
        gathering.announce_again()
    return move_up(gathering, at)


def moved_from(before: Gathering, after: Gathering) -> bool:
    told = ("starts_at", "ends_at", "place")
    return any(getattr(before, name) != getattr(after, name) for name in told)


def move_up(gathering: Gathering, at: datetime) -> list[Seat]:
    """Give the free seats to those who wait longest; the caller holds the gathering."""
    if gathering.starts_at <= at:
        return []
    free = seats_of(gathering).promotable
    waiting = list(gathering.entries.filter(status=SeatStatus.WAITING)[:free])
    for seat in waiting:
        seat.move(SeatStatus.REGISTERED)
    return waiting


@transaction.atomic
def leave(*, seat: Seat, at: datetime) -> list[Seat]:
    """Free a seat, or leave the waiting list; who moved up. Left twice, nothing more happens."""
    gathering = held(seat.gathering)
    seat = type(seat).objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.status == SeatStatus.CANCELLED:
        return []
    refuse(rules.change_fault(gathering.cancelled_at, gathering.closed_at))
    refuse(rules.CAME if seat.presence == Presence.PRESENT else "")
    seat.move(SeatStatus.CANCELLED)
    return move_up(gathering, at)


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, at: datetime) -> Gathering:
    """It will not take place; everyone on the list is to be told. Twice, nothing more happens."""
    gathering = held(gathering)
    if gathering.cancelled_at:
        return gathering
    refuse(rules.change_fault(None, gathering.closed_at))
    refuse(rules.HAS_PRESENCES if _someone_came(gathering) else "")
    gathering.cancelled_at = at
    gathering.save(update_fields=["cancelled_at"])
    gathering.announce_again()
    return gathering


def _someone_came(gathering: Gathering) -> bool:
    return gathering.entries.filter(presence=Presence.PRESENT).exists()


@transaction.atomic
def note_presence(*, seat: Seat, presence: Presence, on: date) -> Seat:
    """Mark who came; somebody of the waiting list who is let in takes a chair that is empty."""
    gathering = held(seat.gathering)
    seat = type(seat).objects.select_for_update(of=("self",)).get(pk=seat.pk)
    refuse(rules.presence_fault(gathering.cancelled_at, gathering.starts_at, on))
    refuse(rules.WITHDRAWN if seat.status == SeatStatus.CANCELLED else "")
    if seat.status == SeatStatus.WAITING and presence == Presence.PRESENT:
        refuse_full_room(gathering)
        seat.status = SeatStatus.REGISTERED
    seat.presence = presence
    seat.save(update_fields=["status", "presence"])
    return seat


def refuse_full_room(gathering: Gathering) -> None:
    """At the door the chairs count, not the list: an absent person leaves one empty."""
    present = gathering.entries.filter(presence=Presence.PRESENT).count()
    refuse(rules.ROOM_FULL if present >= gathering.capacity else "")


@transaction.atomic
def close_gathering(*, gathering: Gathering, at: datetime) -> bool:
    """Whose presence nobody marked did not come. Closed twice, nothing more happens: False."""
    gathering = held(gathering)
    refuse(rules.close_fault(gathering.cancelled_at, gathering.starts_at, at))
    if gathering.closed_at:
        return False
    unmarked = gathering.entries.filter(status=SeatStatus.REGISTERED, presence=Presence.UNKNOWN)
    unmarked.update(presence=Presence.ABSENT)
    gathering.closed_at = at
    gathering.save(update_fields=["closed_at"])
    return True
