"""What a person reads of the own appointments and workshops: never what a coach noted of them."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from beneficiaries.models import Beneficiary
from coaching.enums import Channel, SeatStatus
from coaching.ical import gathering_event, own_event
from coaching.models import Appointment, WorkshopSeat
from coaching.rules.agenda import NOT_HELD
from mirec.core.ical import CalendarEvent
from mirec.core.wording import plural
from training.own_moments import Moment, Notice


def appointments(beneficiary: Beneficiary, start: datetime, end: datetime) -> Iterator[Moment]:
    """Their subject is a note for colleagues: the reminders do not tell it either."""
    rows = Appointment.objects.filter(beneficiary=beneficiary).between(start, end)
    for row in rows.select_related("coach"):
        channel = Channel(row.channel)
        yield Moment(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            title=f"Rendez-vous avec {row.coach}",
            kind=channel.label,
            icon=channel.icon,
            place=row.place,
            whom=str(row.coach),
            is_cancelled=row.status in NOT_HELD,
            revision=row.revision if row.is_planned else 0,
            changed_at=row.changed_at,
        )


def workshops(beneficiary: Beneficiary, start: datetime, end: datetime) -> Iterator[Moment]:
    for seat in _seats(beneficiary, start).filter(workshop__starts_at__lt=end):
        workshop = seat.workshop
        yield Moment(
            starts_at=workshop.starts_at,
            ends_at=workshop.ends_at,
            title=workshop.title,
            kind="Atelier",
            icon="easel",
            place=workshop.place,
            whom=str(workshop.host),
            is_cancelled=workshop.cancelled_at is not None,
        )


def events(beneficiary: Beneficiary, since: datetime) -> Iterator[CalendarEvent]:
    """The same, for the person's private calendar: hour and place, and nobody's name."""
    rows = Appointment.objects.filter(beneficiary=beneficiary, starts_at__gte=since)
    yield from map(own_event, rows)
    for seat in _seats(beneficiary, since):
        yield gathering_event(seat.workshop)


def notices(beneficiary: Beneficiary) -> Iterator[Notice]:
    count = beneficiary.messages.filter(is_from_person=False, read_at__isnull=True).count()
    if count:
        words = plural(count, "nouveau message", "nouveaux messages")
        url = f"{reverse('coaching:my-messages')}#dernier"
        yield Notice(f"Vous avez {words}.", url, "chat-dots")


def _seats(beneficiary: Beneficiary, since: datetime) -> QuerySet[WorkshopSeat]:
    return WorkshopSeat.objects.filter(
        beneficiary=beneficiary, status=SeatStatus.REGISTERED, workshop__starts_at__gte=since
    ).select_related("workshop__host")
