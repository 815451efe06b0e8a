"""What does a calendar program read of the agenda? A colleague's: initials, means, nothing else.

What a colleague typed (subject, place) may hold anything about a person: it never leaves the house.
The person's own calendar says the place, which that person must find; never the subject.
"""

from collections.abc import Iterable

from beneficiaries.models import Beneficiary
from coaching.enums import AppointmentStatus, Channel
from coaching.models import Appointment, Workshop
from coaching.models.gatherings import Gathering
from coaching.rules.agenda import FEED_WORDS, NOT_HELD, OWN_FEED_WORDS
from mirec.core.ical import CalendarEvent, calendar_text
from training.rules.weeks import local

PRODUCT = "-//MIREC//Agenda//FR"
TITLE = "MIREC"


def staff_calendar(appointments: Iterable[Appointment], gatherings: Iterable[Gathering]) -> bytes:
    events = [*map(appointment_event, appointments), *map(gathering_event, gatherings)]
    return calendar_text(TITLE, PRODUCT, events)


def appointment_event(row: Appointment) -> CalendarEvent:
    who = initials(row.beneficiary) if row.beneficiary else "Rendez-vous"
    return CalendarEvent(
        summary=f"{who} – {FEED_WORDS[Channel(row.channel)]}",
        is_cancelled=row.status == AppointmentStatus.CANCELLED,
        **_at_its_hour(row),
    )


def own_event(row: Appointment) -> CalendarEvent:
    """The same appointment, by the same UID, as its person reads it."""
    return CalendarEvent(
        summary=OWN_FEED_WORDS[Channel(row.channel)],
        is_cancelled=row.status in NOT_HELD,
        location=row.place,
        **_at_its_hour(row),
    )


def gathering_event(row: Gathering) -> CalendarEvent:
    """A workshop or a session of information that one hosts: no participant is named."""
    kind = "atelier" if isinstance(row, Workshop) else "information"
    return CalendarEvent(
        uid=f"{kind}-{row.pk}@mirec",
        sequence=int(row.cancelled_at is not None),
        created_at=row.created_at,
        changed_at=row.cancelled_at or row.created_at,
        starts_at=local(row.starts_at),
        ends_at=local(row.ends_at),
        summary=row.title,
        is_cancelled=row.cancelled_at is not None,
        location=row.place,
    )


def initials(person: Beneficiary) -> str:
    """« S. B. »"""
    return " ".join(f"{name[:1].upper()}." for name in (person.first_name, person.last_name))


def _at_its_hour(row: Appointment) -> dict:
    return {
        "uid": f"rendez-vous-{row.pk}@mirec",
        "sequence": row.revision,
        "created_at": row.created_at,
        "changed_at": row.changed_at,
        "starts_at": local(row.starts_at),
        "ends_at": local(row.ends_at),
    }
