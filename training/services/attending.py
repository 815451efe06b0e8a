"""Who was there, and for how long? The whole list of a session, saved at once or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Document
from beneficiaries.services.documents import add_document
from mirec.accounts.models import User
from training.enums import AttendanceSource, AttendanceState
from training.models import Attendance, Session
from training.queries.participants import participants_of
from training.rules import presence


@dataclass(frozen=True)
class Line:
    enrolment_id: int
    state: AttendanceState
    minutes: int
    source: AttendanceSource = AttendanceSource.STAFF


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
                source=line.source,
                recorded_by=by,
            )
            for line in lines
            if noted.get(line.enrolment_id) != (line.state, line.minutes)
        ]
        Attendance.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["session", "enrolment"],
            update_fields=["state", "minutes", "source", "recorded_by", "recorded_at"],
        )
        return len(changed)


def attach_proof(
    *, attendance: Attendance, document: Document, by: User, stored: Mapping[str, Any] | None = None
) -> Attendance:
    """Why the person was excused, on paper; with `stored`, a new paper of the person's file.

    A closed session takes one too: the hours stay as they are. Raises ValidationError when the
    absence is not excused, or the paper is another person's.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        rows = Attendance.objects.select_for_update(of=("self",)).select_related("enrolment")
        attendance = rows.get(pk=attendance.pk)
        if attendance.state != AttendanceState.EXCUSED:
            raise ValidationError(presence.NOT_EXCUSED)
        if document.beneficiary_id != attendance.enrolment.beneficiary_id:
            raise ValidationError(presence.OTHER_PERSON)
        if stored:
            add_document(document=document, stored=stored, by=by)
        attendance.proof = document
        attendance.save(update_fields=["proof"])
        return attendance


def _check(session: Session, lines: list[Line], on: date) -> None:
    if session.closed_at:
        raise ValidationError(presence.CLOSED)
    if reason := presence.obstacle(session.starts_at, session.cancelled_at, on):
        raise ValidationError(reason)
    allowed = set(participants_of(session).values_list("pk", flat=True))
    if not {line.enrolment_id for line in lines} <= allowed:
        raise ValidationError(presence.STRANGER)
    for line in lines:
        fault = presence.minutes_fault(line.state, line.minutes, session.minutes)
        if fault:
            raise ValidationError(fault)
