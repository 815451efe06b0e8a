"""News taken after a hire: the follow-up that stays, the check it answers, the call it closes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from coaching.enums import FollowUpKind, Outcome
from coaching.models import FollowUp, HireCheck
from coaching.services.checks import follow_checks
from coaching.services.followups import record_follow_up
from mirec.accounts.models import User

ANSWERED = "Ce suivi est déjà fait : un suivi ordinaire peut le compléter."
DROPPED = "Ce suivi est sans objet : le contrat a pris fin avant, ou un suivi plus récent est fait."


@transaction.atomic
def take_news(*, check: HireCheck, by: User, on: date, **said) -> FollowUp:
    """Note how it goes (`said`: fields of a follow-up) and answer the check.

    A call that waits for an answer is made by the same gesture; the marks before have no object
    any more. Raises ValidationError (a French sentence) when nothing waits here.
    """
    check = (
        HireCheck.objects.select_for_update(of=("self",))
        .select_related("placement__beneficiary")
        .get(pk=check.pk)
    )
    _refuse_answered(check)
    written = record_follow_up(
        beneficiary=check.beneficiary,
        by=by,
        on=on,
        kind=FollowUpKind.AFTER_HIRE,
        outcome=Outcome.DONE,
        **said,
    )
    if check.is_to_call:
        check.called_on = on
    if check.is_waiting:
        check.done_on, check.done_by = written.happened_on, by
    check.follow_up = check.follow_up or written
    check.save(update_fields=["called_on", "done_on", "done_by", "follow_up"])
    follow_checks(placement=check.placement, on=on)
    return written


def _refuse_answered(check: HireCheck) -> None:
    if check.is_to_call or check.is_waiting:
        return
    raise ValidationError(DROPPED if check.dropped_on else ANSWERED)
