"""What does a calendar program read of one person's schedule? Nobody is named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from mirec.core.ical import CalendarEvent, calendar_text
from training.enums import SessionKind
from training.models import Session

PRODUCT = "-//MIREC//Mon horaire//FR"
TITLE = "Mon horaire"


def calendar_of(sessions: Iterable[Session], others: Iterable[CalendarEvent] = ()) -> bytes:
    """Sessions and what others arranged, in UTC, which every program shows in its own time zone."""
    return calendar_text(TITLE, PRODUCT, map(in_utc, [*map(event_of, sessions), *others]))


def in_utc(event: CalendarEvent) -> CalendarEvent:
    starts_at, ends_at = event.starts_at.astimezone(UTC), event.ends_at.astimezone(UTC)
    return replace(event, starts_at=starts_at, ends_at=ends_at)


def event_of(session: Session) -> CalendarEvent:
    return CalendarEvent(
        uid=f"seance-{session.pk}@mirec",
        sequence=session.revision,
        created_at=session.created_at,
        changed_at=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title,
        is_cancelled=session.cancelled_at is not None,
        location=", ".join(filter(None, (session.place, session.room))),
        description="\n".join(_lines(session)),
    )


def _lines(session: Session) -> Iterable[str]:
    yield f"{SessionKind(session.kind).label} – {session.cohort.programme.title}"
    if session.to_bring:
        yield f"À apporter : {session.to_bring}"
    if session.directions:
        yield f"Comment y aller : {session.directions}"
