"""When does a cohort meet? Each change of a session counts, for calendar programs."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from mirec.accounts.models import User
from training.enums import AttendanceState
from training.models import Cohort, Session
from training.rules import sessions as rules
from training.rules.holidays import weekly_days
from training.rules.presence import PARTIAL
from training.rules.weeks import instant, local


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
    """Add the same session each week until a day (included), public holidays left out."""
    first, last = local(starts_at), local(ends_at)
    _refuse(rules.repeat_faults(first.date(), until, cohort.ends_on))
    moments = [
        (instant(day, first.time()), instant(day, last.time()))
        for day in weekly_days(first.date(), until)
    ]
    if not moments:
        raise ValidationError({"day": "Ce jour est férié : il ne reste aucune séance à prévoir."})
    return _schedule(cohort, by, moments, details)


@transaction.atomic
def _schedule(
    cohort: Cohort, by: User, moments: list[tuple[datetime, datetime]], details: dict[str, str]
) -> list[Session]:
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    for starts_at, ends_at in moments:
        _check_times(cohort, starts_at, ends_at)
    return Session.objects.bulk_create(
        Session(cohort=cohort, created_by=by, starts_at=starts_at, ends_at=ends_at, **details)
        for starts_at, ends_at in moments
    )


@transaction.atomic
def change_session(
    *, session: Session, by: User, starts_at: datetime, ends_at: datetime, **details: str
) -> Session:
    """Move or reword a session; its revision grows when anything differs."""
    cohort = Cohort.objects.select_for_update().get(pk=session.cohort_id)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.cancelled_at:
        raise ValidationError(rules.CANCELLED)
    _check_times(cohort, starts_at, ends_at)
    _follow_length(session, ends_at - starts_at, by)
    values = {"starts_at": starts_at, "ends_at": ends_at, **details}
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    if changed:
        for name in changed:
            setattr(session, name, values[name])
        session.revision += 1
        session.save(update_fields=[*changed, "revision", "changed_at"])
    return session


@transaction.atomic
def cancel_session(*, session: Session, by: User, at: datetime) -> Session:
    """Keep the session, marked as cancelled, so that calendars say so too."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.cancelled_at:
        return session
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


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise ValidationError(faults)
