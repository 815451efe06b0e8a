"""What does a calendar program read? RFC 5545 text of one person's sessions, nobody named."""

from collections.abc import Iterable
from datetime import UTC

from icalendar import Calendar, Event

from training.enums import SessionKind
from training.models import Session

PRODUCT = "-//MIREC//Mes formations//FR"
TITLE = "Mes formations"
REFRESHED_EVERY = "PT4H"


def calendar_of(sessions: Iterable[Session]) -> bytes:
    """Moments are in UTC, which every program shows in its own time zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = TITLE
    calendar["X-WR-TIMEZONE"] = "Europe/Brussels"
    calendar["X-PUBLISHED-TTL"] = REFRESHED_EVERY
    for session in sessions:
        calendar.add_component(event_of(session))
    return calendar.to_ical()


def event_of(session: Session) -> Event:
    """The same UID for ever; SEQUENCE grows with each change, a cancelled one stays and says so."""
    event = Event()
    event.add("uid", f"seance-{session.pk}@mirec")
    event.add("sequence", session.revision)
    event.add("dtstamp", session.changed_at.astimezone(UTC))
    event.add("created", session.created_at.astimezone(UTC))
    event.add("last-modified", session.changed_at.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("summary", f"Annulé : {session.title}" if session.cancelled_at else session.title)
    event.add("location", ", ".join(filter(None, (session.place, session.room))))
    event.add("description", "\n".join(_lines(session)))
    return event


def _lines(session: Session) -> Iterable[str]:
    yield f"{SessionKind(session.kind).label} – {session.cohort.programme.title}"
    if session.to_bring:
        yield f"À apporter : {session.to_bring}"
    if session.directions:
        yield f"Comment y aller : {session.directions}"
