"""Who was there, and for how long? The whole list of a session, saved at once or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from mirec.accounts.models import User
from training.enums import AttendanceState
from training.models import Attendance, Session
from training.queries.participants import participants_of
from training.rules import presence


@dataclass(frozen=True)
class Line:
    enrolment_id: int
    state: AttendanceState
    minutes: int


def record_attendance(*, session: Session, lines: Iterable[Line], by: User, on: date) -> int:
    """Write the lines that differ from what is noted; returns how many did.

    Raises ValidationError when the session is cancelled or to come, when a line is of someone who
    does not follow it, or when its minutes do not go with its state.
    """
    lines = list(lines)
    with pghistory.context(user=by.pk), transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        _check(session, lines, on)
        noted = {row.enrolment_id: (row.state, row.minutes) for row in session.attendances.all()}
        changed = [
            Attendance(
                session=session,
                enrolment_id=line.enrolment_id,
                state=line.state,
                minutes=line.minutes,
                recorded_by=by,
            )
            for line in lines
            if noted.get(line.enrolment_id) != (line.state, line.minutes)
        ]
        Attendance.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["session", "enrolment"],
            update_fields=["state", "minutes", "recorded_by", "recorded_at"],
        )
        return len(changed)


def _check(session: Session, lines: list[Line], on: date) -> None:
    if reason := presence.obstacle(session.starts_at, session.cancelled_at, on):
        raise ValidationError(reason)
    allowed = set(participants_of(session).values_list("pk", flat=True))
    if not {line.enrolment_id for line in lines} <= allowed:
        raise ValidationError(presence.STRANGER)
    for line in lines:
        fault = presence.minutes_fault(line.state, line.minutes, session.minutes)
        if fault:
            raise ValidationError(fault)
