"""When does a cohort meet? Each change of a session counts, for calendar programs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.db.models.functions import Now

from mirec.accounts.models import User
from mirec.core.wording import day_full
from training.enums import AttendanceState
from training.models import Cohort, Session
from training.models.clashes import CALENDAR_LOCK
from training.queries.clashes import FIELDS, clash_of, clash_words
from training.queries.closures import closures_between
from training.rules import sessions as rules
from training.rules.holidays import shifted_weeks, weekly_days
from training.rules.presence import PARTIAL
from training.rules.weeks import Week, instant, local

DETAILS = ("kind", "title", "place", "room", "trainer", "directions", "to_bring")
HAS_SESSIONS = "Ce groupe a déjà des séances : copiez dans un groupe dont l'horaire est vide."
NOTHING = "Ce groupe n'a pas de séance à copier."


@dataclass(frozen=True)
class Copied:
    """The sessions of a copied calendar; `closed` are the days they would have fallen on."""

    sessions: list[Session]
    closed: list[tuple[date, str]]


def schedule_session(
    *, cohort: Cohort, by: User, starts_at: datetime, ends_at: datetime, **details: str
) -> Session:
    """Add one session; `details` are kind, title, place, room, trainer, directions, to_bring."""
    return _schedule(cohort, by, [(starts_at, ends_at)], details)[0]


def schedule_weekly(
    *,
    cohort: Cohort,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    until: date,
    **details: str,
) -> list[Session]:
    """Add the same session each week until a day (included); public and school holidays are left
    out.
    """
    first, last = local(starts_at), local(ends_at)
    _refuse(rules.repeat_faults(first.date(), until, cohort.ends_on))
    moments = [
        (instant(day, first.time()), instant(day, last.time()))
        for day in weekly_days(first.date(), until, closures_between(first.date(), until))
    ]
    if not moments:
        raise ValidationError({"day": "Jours fériés ou de congé : il ne reste aucune séance."})
    return _schedule(cohort, by, moments, details)


@transaction.atomic
def copy_calendar(*, cohort: Cohort, source: Cohort, by: User) -> Copied:
    """The sessions of another cohort, week after open week from the first day of this one.

    What would fall on a closed day is left out and told. Raises ValidationError when this one has
    sessions, the other none, or the last one would fall after its end.
    """
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.sessions.kept().exists():
        raise ValidationError({"source": HAS_SESSIONS})
    former = list(source.sessions.kept().order_by("starts_at", "pk"))
    if not former:
        raise ValidationError({"source": NOTHING})
    mondays = sorted({Week.of(local(row.starts_at).date()).monday for row in former})
    closures = closures_between(cohort.starts_on, cohort.ends_on)
    weeks = shifted_weeks(mondays, cohort.starts_on, closures)
    planned, closed = [], []
    for row in former:
        starts, ends = local(row.starts_at), local(row.ends_at)
        monday = Week.of(starts.date()).monday
        day = weeks[monday] + (starts.date() - monday)
        if day < cohort.starts_on:
            closed.append((day, "avant le début du groupe"))
        elif name := closures.name(day):
            closed.append((day, name))
        else:
            planned.append((row, instant(day, starts.time()), instant(day, ends.time())))
    if planned and (last := local(planned[-1][1]).date()) > cohort.ends_on:
        raise ValidationError(
            {"source": f"La dernière séance tomberait le {day_full(last)}, après la fin du groupe."}
        )
    sessions = [
        Session(
            cohort=cohort,
            created_by=by,
            starts_at=starts_at,
            ends_at=ends_at,
            **{name: getattr(row, name) for name in DETAILS},
        )
        for row, starts_at, ends_at in planned
    ]
    return Copied(_without_clash(sessions, lambda: Session.objects.bulk_create(sessions)), closed)


@transaction.atomic
def _schedule(
    cohort: Cohort, by: User, moments: list[tuple[datetime, datetime]], details: dict[str, str]
) -> list[Session]:
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    for starts_at, ends_at in moments:
        _check_times(cohort, starts_at, ends_at)
    sessions = [
        Session(cohort=cohort, created_by=by, starts_at=starts_at, ends_at=ends_at, **details)
        for starts_at, ends_at in moments
    ]
    return _without_clash(sessions, lambda: Session.objects.bulk_create(sessions))


@transaction.atomic
def change_session(
    *, session: Session, by: User, starts_at: datetime, ends_at: datetime, **details: str
) -> Session:
    """Move or reword a session; its revision grows when anything differs."""
    cohort = Cohort.objects.select_for_update().get(pk=session.cohort_id)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.cancelled_at:
        raise ValidationError(rules.CANCELLED)
    if session.closed_at:
        raise ValidationError(rules.CLOSED)
    _check_times(cohort, starts_at, ends_at)
    _follow_length(session, ends_at - starts_at, by)
    values = {"starts_at": starts_at, "ends_at": ends_at, **details}
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    if changed:
        for name in changed:
            setattr(session, name, values[name])
        session.revision += 1
        _without_clash(
            [session],
            lambda: session.save(update_fields=[*changed, "revision", "changed_at"]),
        )
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: User, at: datetime) -> Session:
    """Keep the session, marked as cancelled, so that calendars say so too."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.cancelled_at:
        return session
    if session.closed_at:
        raise ValidationError(rules.CLOSED)
    if session.attendances.filter(minutes__gt=0).exists():
        raise ValidationError(rules.HAS_HOURS)
    session.cancelled_at, session.cancelled_by = at, by
    session.revision += 1
    session.save(update_fields=["cancelled_at", "cancelled_by", "revision", "changed_at"])
    return session


def _check_times(cohort: Cohort, starts_at: datetime, ends_at: datetime) -> None:
    """A session lies on one day, within its cohort, and ends after it begins."""
    starts, ends = local(starts_at), local(ends_at)
    day = starts.date()
    faults = rules.time_faults(day, starts.time(), ends.time(), cohort.starts_on, cohort.ends_on)
    if ends.date() != day:
        faults["ends"] = "Une séance commence et se termine le même jour."
    _refuse(faults)


def _follow_length(session: Session, length: timedelta, by: User) -> None:
    """Whoever was present was there all along: those minutes follow the session's length."""
    minutes = int(length.total_seconds() // 60)
    partial = session.attendances.filter(state__in=PARTIAL)
    fault = rules.length_fault(minutes, partial.aggregate(longest=Max("minutes"))["longest"])
    _refuse({"ends": fault} if fault else {})
    if minutes != session.minutes:
        present = session.attendances.filter(state=AttendanceState.PRESENT)
        present.update(minutes=minutes, recorded_by=by, recorded_at=Now())


def _without_clash(sessions: Sequence[Session], write: Callable[[], Any]) -> Any:
    """What `write` gives; raises ValidationError in words when a room, a trainer or a participant
    is taken.

    The lock that the triggers take once a row is written is taken before it: two who insert what
    excludes each other would wait for each other until PostgreSQL gives one of them up.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [CALENDAR_LOCK])
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        clash = clash_of(error)
        if not clash:
            raise
        raise ValidationError({FIELDS[clash]: clash_words(clash, sessions)}) from error


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise ValidationError(faults)
