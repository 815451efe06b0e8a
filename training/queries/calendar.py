"""What does the house teach this week?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from training.models import Attendance, Session
from training.queries.closures import closures_between
from training.rules.weeks import Week, local

SATURDAY = 5


@dataclass(frozen=True)
class Day:
    day: date
    sessions: list[Session]
    holiday: str = ""


def house_week(sessions: QuerySet[Session], week: Week) -> QuerySet[Session]:
    """Everyone's sessions of a week, each knowing whether presences are noted."""
    return (
        with_presences(sessions.between(week.starts_at, week.ends_at))
        .select_related("cohort__programme")
        .order_by("starts_at", "pk")
    )


def with_presences(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Adds `is_noted`: somebody's presence is."""
    return sessions.annotate(is_noted=Exists(Attendance.objects.filter(session=OuterRef("pk"))))


def by_day(sessions: list[Session], week: Week) -> list[Day]:
    """The sessions of each day, and its closure; weekends only when something happens."""
    found: dict[date, list[Session]] = {day: [] for day in week.days}
    for session in sessions:
        found[local(session.starts_at).date()].append(session)
    closures = closures_between(week.monday, week.sunday)
    return [
        Day(day, listed, closures.name(day))
        for day, listed in found.items()
        if listed or day.weekday() < SATURDAY
    ]


def to_note_count(sessions: list[Session], now: datetime) -> int:
    """How many are over, not cancelled, and without presences."""
    return sum(
        session.ends_at <= now and not session.cancelled_at and not session.is_noted
        for session in sessions
    )
