"""« Je viens », « je ne peux pas »: what a participant says before a session begins."""

from datetime import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from training.models import Session, SessionAnswer
from training.queries.participants import participants_of

BEGUN = "Cette séance a commencé : prévenez la personne qui la donne."
CANCELLED = "Cette séance est annulée : vous ne devez pas venir."
NOT_YOURS = "Cette séance n'est pas dans votre horaire."
WHY = "Dites pourquoi vous ne pouvez pas venir."


@transaction.atomic
def answer_session(
    *,
    session: Session,
    beneficiary: Beneficiary,
    is_coming: bool,
    reason: str = "",
    by: User,
    at: datetime,
) -> SessionAnswer:
    """Kept over the answer before. Raises ValidationError once it is too late."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.cancelled_at:
        raise ValidationError(CANCELLED)
    if session.starts_at <= at:
        raise ValidationError(BEGUN)
    if not is_coming and not reason.strip():
        raise ValidationError({"reason": WHY})
    enrolment = participants_of(session).filter(beneficiary=beneficiary).first()
    if enrolment is None:
        raise ValidationError(NOT_YOURS)
    said = {"is_coming": is_coming, "reason": "" if is_coming else reason.strip()}
    with pghistory.context(user=by.pk):
        answer, _ = SessionAnswer.objects.update_or_create(
            session=session, enrolment=enrolment, defaults=said | {"answered_at": at}
        )
    return answer
