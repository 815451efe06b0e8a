"""What each side answers: kept once, apart from the other, and a call when it is not well."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from coaching.enums import OpinionSide
from coaching.models import HireCheck, Opinion
from coaching.rules.after_hire import asks_for_call
from coaching.services.checks import is_over, opinion_purpose
from mirec.accounts.models import User
from mirec.core.links import REVOKED, find_link, revoke_links, use_link
from mirec.core.refusals import refusing_in_words

GIVEN = "Cette réponse est déjà donnée."
OVER = "La question ne se pose plus : ce suivi est sans objet, ou le contrat a pris fin."


def refusal_of(check: HireCheck, side: OpinionSide, on: date) -> str:
    """Why this side is not to answer (any more); "" when it may."""
    if check.opinions.filter(side=side).exists():
        return GIVEN
    if check.dropped_on or is_over(check.placement, on):
        return OVER
    return ""


def question_behind(
    token: str, side: OpinionSide, on: date, at: datetime
) -> tuple[HireCheck | None, str]:
    """The check that an address asks about; None, and why, when it no longer holds."""
    found = find_link(token, opinion_purpose(side), at)
    if found.target is None:
        return None, found.refusal
    check = HireCheck.objects.with_person().filter(pk=found.target).first()
    refusal = refusal_of(check, side, on) if check else REVOKED
    return (None, refusal) if refusal else (check, "")


@transaction.atomic
def answer_by_link(
    *, token: str, side: OpinionSide, score: int, comment: str, on: date, at: datetime
) -> str:
    """Use the address up and keep the answer; "" when kept, else why not (a French sentence)."""
    purpose = opinion_purpose(side)
    check = _locked(find_link(token, purpose, at).target)
    found = use_link(token, purpose, at)
    if found.target is None:
        return found.refusal
    refusal = refusal_of(check, side, on) if check else REVOKED
    if not refusal:
        _keep(check, side, score, comment, on, by=None)
    return refusal


@transaction.atomic
def note_answer(
    *,
    check: HireCheck,
    side: OpinionSide,
    score: int,
    comment: str,
    by: User,
    on: date,
    at: datetime,
) -> Opinion:
    """An answer heard by a colleague; the link of that side no longer holds."""
    check = _locked(check.pk)
    if refusal := refusal_of(check, side, on):
        raise ValidationError(refusal)
    revoke_links(purpose=opinion_purpose(side), target=check.pk, at=at)
    return _keep(check, side, score, comment, on, by=by)


def _locked(pk: int | None) -> HireCheck | None:
    """The check before its links: whoever withdraws them comes by the same way."""
    rows = HireCheck.objects.select_for_update(of=("self",)).select_related("placement")
    return rows.filter(pk=pk).first()


def _keep(
    check: HireCheck, side: OpinionSide, score: int, comment: str, on: date, by: User | None
) -> Opinion:
    with refusing_in_words(Opinion):
        opinion = Opinion.objects.create(
            hire_check=check, side=side, score=score, comment=comment, given_on=on, created_by=by
        )
    others = check.opinions.exclude(pk=opinion.pk).values_list("score", flat=True)
    if asks_for_call(score, others.first()) and not check.is_to_call:
        check.call_due_on, check.called_on = on, None
        check.save(update_fields=["call_due_on", "called_on"])
    return opinion
