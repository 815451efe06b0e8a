"""Who takes part in a session that was moved or cancelled hears of it, once for each change."""

import logging
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from beneficiaries.models import Beneficiary
from beneficiaries.services.words import send_words
from training.enums import EnrolmentStatus
from training.models import Session

log = logging.getLogger(__name__)
SUBJECTS = {
    True: "Votre formation : une séance annulée",
    False: "Votre formation : une séance change",
}
"""By whether the session is cancelled."""


def tell_participants(*, pk: int, former_start: datetime, at: datetime) -> int:
    """Write to each participant of a session to come that changed; how many messages left.

    `former_start` is when it would have begun. The revision is marked as told before anything
    leaves, so that two workers never tell it twice.
    """
    session = Session.objects.select_related("cohort__programme", "cohort__coordinator").get(pk=pk)
    if max(session.starts_at, former_start) <= at:
        return 0
    mine = Session.objects.filter(pk=pk, told_revision__lt=session.revision)
    if not mine.update(told_revision=session.revision):
        return 0
    context = {
        "session": session,
        "former_start": former_start,
        "is_cancelled": session.cancelled_at is not None,
        "house": settings.HOUSE_LEGAL_NAME,
    }
    return sum(_told(person, context) for person in _concerned(session))


def _concerned(session: Session) -> QuerySet[Beneficiary]:
    return Beneficiary.objects.filter(
        enrolments__cohort=session.cohort_id,
        enrolments__status=EnrolmentStatus.ENROLLED,
        merged_into__isnull=True,
    ).defer("niss")


def _told(person: Beneficiary, context: dict) -> bool:
    way = person.message_channel
    if way is None:
        return False
    try:
        send_words(
            way,
            person.address_by(way),
            subject=SUBJECTS[context["is_cancelled"]],
            mail="training/told/mail.txt",
            sms="training/told/sms.txt",
            context=context | {"person": person},
        )
    except Exception as error:  # its text may name the address or the number
        log.error("A change of session did not reach %s: %s", person.pk, type(error).__name__)
        return False
    return True
