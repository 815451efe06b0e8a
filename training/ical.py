"""What does a calendar program read of one person's sessions? Nobody is named."""

from collections.abc import Iterable
from datetime import UTC

from mirec.core.ical import CalendarEvent, calendar_text
from training.enums import SessionKind
from training.models import Session

PRODUCT = "-//MIREC//Mes formations//FR"
TITLE = "Mes formations"


def calendar_of(sessions: Iterable[Session]) -> bytes:
    """Moments are in UTC, which every program shows in its own time zone."""
    return calendar_text(TITLE, PRODUCT, map(event_of, sessions))


def event_of(session: Session) -> CalendarEvent:
    return CalendarEvent(
        uid=f"seance-{session.pk}@mirec",
        sequence=session.revision,
        created_at=session.created_at,
        changed_at=session.changed_at,
        starts_at=session.starts_at.astimezone(UTC),
        ends_at=session.ends_at.astimezone(UTC),
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
