"""The week of a cohort as a sheet to sign: a row per person, a column per half-day."""

from dataclasses import dataclass
from datetime import date

from training.models import Cohort, Enrolment, Session
from training.queries.participants import with_a_place
from training.rules.presence import half_days
from training.rules.weeks import Week, local


@dataclass(frozen=True)
class HalfDay:
    """One column: the day, « matin » or « après-midi », and the sessions that it holds."""

    day: date
    part: str
    sessions: tuple[Session, ...]


@dataclass(frozen=True)
class Sheet:
    columns: list[HalfDay]
    persons: list[Enrolment]


def sheet_of(cohort: Cohort, week: Week) -> Sheet:
    """Whoever has a place in that week, and the half-days in which something is kept."""
    sessions = cohort.sessions.kept().between(week.starts_at, week.ends_at)
    held: dict[tuple[date, str], list[Session]] = {}
    for session in sessions.order_by("starts_at"):
        for part in half_days(session.starts_at, session.ends_at):
            held.setdefault((local(session.starts_at).date(), part), []).append(session)
    columns = [HalfDay(day, part, tuple(rows)) for (day, part), rows in held.items()]
    columns.sort(key=lambda column: (column.day, column.part != "matin"))
    persons = with_a_place(cohort, week.monday, week.sunday).order_by("beneficiary__name_key", "pk")
    return Sheet(columns, list(persons))
