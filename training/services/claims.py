"""Costs: entered with their proof by one, granted by another under the month's ceiling."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words
from training.enums import ClaimKind, EnrolmentStatus, RateCode
from training.models import (
    BankAccount,
    Claim,
    ClaimCorrection,
    ClaimProof,
    Enrolment,
    Rate,
)
from training.rules import claims as rules
from training.rules.accounts import account_faults
from training.rules.allowances import month_end

NOT_DECIDED = "Ces frais ne sont pas encore décidés : décidez d'abord."
DECIDED = "Cette demande est déjà décidée : rechargez la page."
SECOND_PERSON = "Une autre personne que celle qui a encodé ces frais décide."


@transaction.atomic
def record_claim(
    *,
    enrolment: Enrolment,
    kind: ClaimKind,
    spent_on: date,
    km: Decimal | None,
    asked_eur: Decimal | None,
    proof: Mapping[str, Any] | None,
    by: User,
    on: date,
) -> Claim:
    """Costs of one day; kilometres are priced at the rate of that day.

    `proof` holds the fields of a stored file (`mirec.core.files`). Raises ValidationError by field:
    on a day when the person did not follow the cohort, without what proves it, or twice the same.
    """
    cohort = enrolment.cohort
    enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if enrolment.status == EnrolmentStatus.WAITING:
        raise ValidationError(rules.NO_PLACE)
    faults = rules.day_faults(
        spent_on,
        cohort.starts_on,
        cohort.ends_on,
        on,
        since=enrolment.enrolled_on,
        left_on=enrolment.ended_on,
    )
    if kind in rules.WITH_PROOF and proof is None:
        faults["proof"] = rules.PROOF_NEEDED
    if kind == ClaimKind.KM:
        asked_eur = _priced(km, spent_on, faults)
    elif not asked_eur:
        faults["asked_eur"] = rules.AMOUNT_NEEDED
    if faults:
        raise ValidationError(faults)
    _refuse_twice(enrolment, kind, spent_on, asked_eur, proof)
    with pghistory.context(user=by.pk), refusing_in_words(Claim):
        claim = Claim.objects.create(
            enrolment=enrolment,
            kind=kind,
            spent_on=spent_on,
            km=km if kind == ClaimKind.KM else None,
            asked_eur=asked_eur,
            created_by=by,
        )
        if proof is not None:
            ClaimProof.objects.create(claim=claim, created_by=by, **proof)
    return claim


def _priced(km: Decimal | None, day: date, faults: dict[str, str]) -> Decimal | None:
    """At the rate of the day; None with the fault beside `km`."""
    rate = value_on(RateCode.KM, day)
    if not km:
        faults["km"] = rules.KM_NEEDED
        return None
    if rate is None:
        faults["km"] = rules.NO_KM_RATE
        return None
    asked_eur = rules.km_amount(km, rate)
    if asked_eur > rules.LARGEST_EUR:
        faults["km"] = rules.BEYOND
    return asked_eur


def _refuse_twice(
    enrolment: Enrolment,
    kind: ClaimKind,
    spent_on: date,
    asked_eur: Decimal | None,
    proof: Mapping[str, Any] | None,
) -> None:
    """One journey by car a day at that length; tickets of one price have each their own proof."""
    stands = Q(decided_on__isnull=True) | Q(held_eur__gt=0)
    same = enrolment.claims.all().with_held()
    same = same.filter(stands, kind=kind, spent_on=spent_on, asked_eur=asked_eur)
    if proof is not None:
        same = same.filter(proofs__sha256=proof["sha256"])
    if same.exists():
        raise ValidationError(rules.TWICE.format(", même preuve" if proof is not None else ""))


@transaction.atomic
def decide_claim(*, claim: Claim, granted_eur: Decimal, refusal: str, by: User, on: date) -> Claim:
    """Grant all, a part or nothing. Raises ValidationError: decided already, by the one who
    entered it, above the ceiling, or less without a reason.
    """
    Enrolment.objects.select_for_update().get(pk=claim.enrolment_id)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.decided_on:
        raise ValidationError(DECIDED)
    if claim.created_by_id == by.pk:
        raise ValidationError(SECOND_PERSON)
    room = room_of(claim)
    if faults := rules.decision_faults(claim.asked_eur, granted_eur, refusal, room):
        raise ValidationError(faults)
    claim.granted_eur, claim.decided_on, claim.decided_by = granted_eur, on, by
    claim.refusal = refusal.strip() if granted_eur < claim.asked_eur else ""
    with pghistory.context(user=by.pk):
        claim.save(update_fields=["granted_eur", "decided_on", "decided_by", "refusal"])
    return claim


@transaction.atomic
def correct_claim(
    *, claim: Claim, corrected_eur: Decimal, reason: str, by: User
) -> ClaimCorrection:
    """Grant another sum than was decided, 0 included: the next payment holds the difference.

    Raises ValidationError by field: not decided yet, by the one who entered the costs, the same
    sum, above what was asked or the ceiling, or without a reason.
    """
    Enrolment.objects.select_for_update().get(pk=claim.enrolment_id)
    claim = Claim.objects.with_held().get(pk=claim.pk)
    if claim.held_eur is None:
        raise ValidationError(NOT_DECIDED)
    if claim.created_by_id == by.pk:
        raise ValidationError(SECOND_PERSON)
    room = room_of(claim)
    if faults := rules.correction_faults(
        claim.asked_eur, claim.held_eur, corrected_eur, reason, room
    ):
        raise ValidationError(faults)
    return ClaimCorrection.objects.create(
        claim=claim, eur=corrected_eur - claim.held_eur, reason=reason.strip(), created_by=by
    )


@transaction.atomic
def set_account(
    *, beneficiary: Beneficiary, iban: str, holder: str, by: User, on: date
) -> BankAccount:
    """From that day on the person is paid there; `iban` is compact.

    The account that holds already is not written twice. Raises ValidationError by field.
    """
    if faults := account_faults(iban, holder):
        raise ValidationError(faults)
    Beneficiary.objects.select_for_update().only("pk").get(pk=beneficiary.pk)
    held = beneficiary.bank_accounts.filter(valid_from__lte=on).first()
    if held and (held.iban, held.holder) == (iban, holder):
        return held
    with pghistory.context(user=by.pk), refusing_in_words(BankAccount):
        return BankAccount.objects.create(
            beneficiary=beneficiary, iban=iban, holder=holder, valid_from=on, created_by=by
        )


def room_of(claim: Claim) -> Decimal | None:
    """Euros left under the ceiling of the claim's month and kind by the others granted; None
    without a ceiling.
    """
    ceiling = value_on(rules.CEILINGS[ClaimKind(claim.kind)], claim.spent_on)
    if ceiling is None:
        return None
    first = claim.spent_on.replace(day=1)
    others = Claim.objects.exclude(pk=claim.pk).filter(
        enrolment=claim.enrolment_id, kind=claim.kind, spent_on__range=(first, month_end(first))
    )
    held = others.with_held().aggregate(total=Sum("held_eur"))["total"]
    return ceiling - (held or Decimal(0))


def value_on(code: RateCode, day: date) -> Decimal | None:
    """The confirmed rate in force on the day, None without one."""
    rows = Rate.objects.in_force(day).filter(code=code, is_certain=True)
    return rows.values_list("value", flat=True).first()
