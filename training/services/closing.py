"""A session is closed once: its presences become lines of the hours ledger, corrected by others."""

from datetime import date, datetime

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import transaction

from mirec.accounts.models import User
from mirec.core.wording import plural
from training.enums import AttendanceState, Measure
from training.models import Attendance, Enrolment, LedgerLine, Session
from training.models.frozen import FROZEN_PRESENCE
from training.queries.ledger import sums_of
from training.queries.participants import participants_of
from training.rules import presence
from training.rules.weeks import local

NOT_CLOSED = "Cette séance n'est pas clôturée : modifiez les présences elles-mêmes."
NOT_OVER = "Cette séance n'est pas terminée."
REASON = "Dites pourquoi ces heures changent."
SAME = "Rien ne change : ces heures sont déjà notées ainsi."


@transaction.atomic
def close_session(*, session: Session, by: User, at: datetime) -> int:
    """Freeze the presences of a session that is over; how many lines the ledger gets.

    Raises ValidationError when it is cancelled, closed already, not over, or when somebody's
    presence is not noted.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.closed_at:
        raise ValidationError(presence.CLOSED)
    if session.cancelled_at:
        raise ValidationError(presence.CANCELLED)
    if session.ends_at > at:
        raise ValidationError(NOT_OVER)
    noted = list(session.attendances.order_by("enrolment_id"))
    missing = participants_of(session).exclude(pk__in=[row.enrolment_id for row in noted]).count()
    if missing:
        raise ValidationError(f"Il manque {plural(missing, 'présence')} : notez-les d'abord.")
    session.closed_at, session.closed_by = at, by
    session.save(update_fields=["closed_at", "closed_by"])
    _lock([row.enrolment_id for row in noted])
    lines = [line for row in noted for line in _lines(session, row, by)]
    return len(LedgerLine.objects.bulk_create(lines))


@transaction.atomic
def correct_hours(
    *,
    session: Session,
    enrolment: Enrolment,
    state: AttendanceState,
    minutes: int,
    reason: str,
    by: User,
) -> list[LedgerLine]:
    """Another line for what the closed session should have said, with its author and reason.

    The presence shows the corrected state; what was written in the ledger stays. Raises
    ValidationError when nothing changes, state and minutes do not go together, or the person did
    not follow that session.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if not session.closed_at:
        raise ValidationError(NOT_CLOSED)
    if not reason.strip():
        raise ValidationError({"reason": REASON})
    if fault := presence.minutes_fault(state, minutes, session.minutes):
        raise ValidationError({"minutes": fault})
    _lock([enrolment.pk])
    if not participants_of(session).filter(pk=enrolment.pk).exists():
        raise ValidationError(presence.NOT_THERE)
    wanted = _wanted(session, state, minutes)
    present = sums_of(session, enrolment)
    changes = {
        measure: wanted.get(measure, 0) - present.get(measure, 0)
        for measure in (Measure.PLANNED, Measure.DONE, Measure.JUSTIFIED)
    }
    noted = session.attendances.filter(enrolment=enrolment).first()
    if not any(changes.values()) and noted and noted.state == state:
        raise ValidationError(SAME)
    with pghistory.context(user=by.pk), pgtrigger.ignore(FROZEN_PRESENCE):
        Attendance.objects.update_or_create(
            session=session,
            enrolment=enrolment,
            defaults={"state": state, "minutes": minutes, "recorded_by": by},
        )
    return LedgerLine.objects.bulk_create(
        _line(session, enrolment.pk, measure, change, by, reason.strip())
        for measure, change in changes.items()
        if change
    )


def _lock(enrolments: list[int]) -> None:
    """Hours of a person are written by one at a time: a payment of them waits, or is waited for."""
    list(Enrolment.objects.select_for_update().filter(pk__in=enrolments).order_by("pk"))


def _lines(session: Session, noted: Attendance, by: User) -> list[LedgerLine]:
    wanted = _wanted(session, AttendanceState(noted.state), noted.minutes)
    return [
        _line(session, noted.enrolment_id, measure, minutes, by)
        for measure, minutes in wanted.items()
        if minutes
    ]


def _wanted(session: Session, state: AttendanceState, minutes: int) -> dict[Measure, int]:
    """An excused absence is justified for the whole session; it is not paid."""
    excused = session.minutes if state == AttendanceState.EXCUSED else 0
    return {Measure.PLANNED: session.minutes, Measure.DONE: minutes, Measure.JUSTIFIED: excused}


def _line(
    session: Session, enrolment: int, measure: Measure, minutes: int, by: User, reason: str = ""
) -> LedgerLine:
    return LedgerLine(
        session=session,
        enrolment_id=enrolment,
        measure=measure,
        minutes=minutes,
        worked_on=day_of(session),
        reason=reason,
        created_by=by,
    )


def day_of(session: Session) -> date:
    """The day at the office on which the session begins: its hours are at the rate of that day."""
    return local(session.starts_at).date()
