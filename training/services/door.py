"""« I am here », said at the door: a code that lives a few minutes, read once by who came."""

from datetime import datetime, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from training.enums import AttendanceSource, AttendanceState
from training.models import Attendance, Enrolment, Session
from training.queries.participants import participants_of
from training.rules import presence

LIVES = timedelta(minutes=3)
"""How long a code answers; the screen shows a new one each minute."""
_SIGNER = Signer(salt="training.door")

FORGED = _("Ce code n'est pas valable : scannez celui qui est à l'écran de la séance.")
EXPIRED = _("Ce code a plus de trois minutes : scannez celui qui est maintenant à l'écran.")
NOT_YOURS = _("Vous n'êtes pas sur la liste de cette séance : parlez-en à la coordination.")


def door_token(session: Session, at: datetime) -> str:
    """What the code of that session says until a few minutes after `at`."""
    until = int((at + LIVES).timestamp())
    return _SIGNER.sign(f"{session.pk}.{until}")


def session_at_door(token: str) -> tuple[Session, datetime]:
    """The session of a code, and until when the code lives; raises ValidationError in words."""
    try:
        key, until = _SIGNER.unsign(token).split(".")
    except BadSignature as error:
        raise ValidationError(FORGED) from error
    session = Session.objects.select_related("cohort__programme").filter(pk=int(key)).first()
    if session is None:
        raise ValidationError(FORGED)
    return session, datetime.fromtimestamp(int(until), tz=session.starts_at.tzinfo)


def check_door(*, token: str, beneficiary: Beneficiary, at: datetime) -> Enrolment:
    """Whose presence the code would confirm now; raises ValidationError in the person's words."""
    session, until = session_at_door(token)
    if at > until:
        raise ValidationError(EXPIRED)
    return _seat(session, beneficiary, at)


def arrive(*, token: str, beneficiary: Beneficiary, by: User, at: datetime) -> Attendance:
    """Present or late by the hour of arrival; said twice, it counts once.

    What the trainer noted of someone who is there stays; an absence noted too early is mended.
    """
    session, until = session_at_door(token)
    if at > until:
        raise ValidationError(EXPIRED)
    with pghistory.context(user=by.pk), transaction.atomic():
        session = Session.objects.select_for_update().get(pk=session.pk)
        enrolment = _seat(session, beneficiary, at)
        noted = session.attendances.filter(enrolment=enrolment).first()
        if noted and (noted.arrived_at or AttendanceState(noted.state).has_hours):
            return noted
        row = noted or Attendance(session=session, enrolment=enrolment)
        row.state, row.minutes = presence.arrival(session.starts_at, session.ends_at, at)
        row.source, row.arrived_at, row.recorded_by = AttendanceSource.DOOR, at, by
        row.save()
        return row


def _seat(session: Session, beneficiary: Beneficiary, at: datetime) -> Enrolment:
    reason = presence.door_obstacle(
        session.starts_at, session.ends_at, session.cancelled_at, session.closed_at, at
    )
    if reason:
        raise ValidationError(reason)
    enrolment = participants_of(session).filter(beneficiary=beneficiary).first()
    if enrolment is None:
        raise ValidationError(NOT_YOURS)
    return enrolment
