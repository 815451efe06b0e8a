"""The monthly payment: prepared by one, validated by another, nothing paid twice.

Each payment is what is owed for all the hours of an enrolment, less all that was paid for them
before: a correction after a payment is a difference in the next one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum

from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words
from training.enums import Measure, RunStatus
from training.models import (
    BankAccount,
    Enrolment,
    LedgerLine,
    Payment,
    PaymentRun,
)
from training.queries.ledger import unpaid_sessions, worked_by_enrolment
from training.rules import allowances as rules
from training.sepa import Transfer, transfer_file
from training.services.costs import NO_COSTS, Costs, costs_to_pay, tie_costs

BATCH = 2000
NOT_DRAFT = "Ce paiement n'est plus en préparation : rechargez la page."
SECOND_PERSON = "Une autre personne que celle qui a préparé ce paiement le valide."
CHANGED = (
    "Des heures, des frais ou un compte ont changé depuis la préparation : recalculez, puis "
    "relisez avant de valider."
)
PAST_EXECUTION = (
    "Le jour où la banque devait exécuter ce paiement est passé : recalculez, puis relisez avant "
    "de valider."
)
EMPTY = "Il n'y a rien à payer pour ce mois."


@dataclass(frozen=True)
class Due:
    """What one enrolment would be paid now, with the keys of the costs that it contains."""

    enrolment_id: int
    beneficiary_id: int
    minutes: int
    hours_eur: Decimal
    withheld_eur: Decimal
    costs: Costs
    content: tuple[dict, ...]
    iban: str
    holder: str

    @property
    def total_eur(self) -> Decimal:
        return self.hours_eur - self.withheld_eur + self.costs.eur

    @property
    def claims_eur(self) -> Decimal:
        return self.costs.eur

    @property
    def is_payable(self) -> bool:
        """A sum, and an account to pay it to; the rest waits for the next run."""
        return self.total_eur > 0 and bool(self.iban)

    def as_payment(self, run: PaymentRun, by: User) -> Payment:
        return Payment(
            run=run,
            enrolment_id=self.enrolment_id,
            minutes=self.minutes,
            hours_eur=self.hours_eur,
            withheld_eur=self.withheld_eur,
            claims_eur=self.claims_eur,
            total_eur=self.total_eur,
            iban=self.iban,
            holder=self.holder,
            content=list(self.content),
            created_by=by,
        )

    def is_as(self, payment: Payment) -> bool:
        names = ("minutes", "hours_eur", "withheld_eur", "claims_eur", "iban", "holder")
        return all(getattr(self, name) == getattr(payment, name) for name in names)


@transaction.atomic
def prepare_run(*, month: date, execution_on: date, by: User, on: date) -> PaymentRun:
    """Compute what everybody is owed up to the end of the month; nothing is paid yet.

    Raises ValidationError when the month is not over or a later one is paid, another run is in
    preparation, no rate covers an hour, or nothing is owed.
    """
    with refusing_in_words(PaymentRun):
        run = PaymentRun.objects.create(
            month_on=month, execution_on=execution_on, prepared_on=on, created_by=by
        )
    if faults := rules.run_faults(month, execution_on, on, _last_paid()):
        raise ValidationError(faults)
    payable = [due for due in dues(month, execution_on) if due.is_payable]
    if not payable:
        raise ValidationError(EMPTY)
    with pghistory.context(user=by.pk):
        Payment.objects.bulk_create((due.as_payment(run, by) for due in payable), BATCH)
    return run


@transaction.atomic
def discard_run(*, run: PaymentRun, by: User) -> None:
    """Give up a run in preparation: nothing was paid, nothing is kept but that it was tried."""
    run = _draft(run)
    with pghistory.context(user=by.pk):
        run.payments.all().delete()
    run.status = RunStatus.DISCARDED
    run.save(update_fields=["status"])


@transaction.atomic
def validate_run(*, run: PaymentRun, by: User, on: date) -> PaymentRun:
    """Pay: write the hours as paid, tie the costs, and freeze the bank's file.

    Raises ValidationError when the same person prepared it, when anything differs from what was
    prepared, when the bank's day is past, or when it is no longer in preparation.
    """
    run = _draft(run)
    if run.created_by_id == by.pk:
        raise ValidationError(SECOND_PERSON)
    if run.execution_on < on:
        raise ValidationError(PAST_EXECUTION)
    payments = {
        row.enrolment_id: row
        for row in run.payments.select_related("enrolment__beneficiary").order_by("pk")
    }
    if not payments:
        raise ValidationError(EMPTY)
    enrolments = Enrolment.objects.select_for_update().filter(pk__in=payments).order_by("pk")
    list(enrolments.values_list("pk", flat=True))
    found = {
        due.enrolment_id: due
        for due in dues(run.month_on, run.execution_on, list(payments), lock=True)
        if due.is_payable
    }
    if found.keys() != payments.keys() or not all(
        found[key].is_as(payment) for key, payment in payments.items()
    ):
        raise ValidationError(CHANGED)
    _write_paid(run, payments, by)
    with pghistory.context(user=by.pk):
        tie_costs(run, (due.costs for due in found.values()))
    run.file = transfer_file(
        [_transfer(run, payment) for payment in payments.values()], run.execution_on
    )
    run.status, run.validated_on, run.validated_by = RunStatus.VALIDATED, on, by
    run.save(update_fields=["file", "status", "validated_on", "validated_by"])
    return run


def _draft(run: PaymentRun) -> PaymentRun:
    run = PaymentRun.objects.select_for_update().get(pk=run.pk)
    if run.status != RunStatus.DRAFT:
        raise ValidationError(NOT_DRAFT)
    return run


def _last_paid() -> date | None:
    """Asked once the draft is there: whoever validated another is done by then."""
    paid = PaymentRun.objects.filter(status=RunStatus.VALIDATED)
    return paid.aggregate(month=Max("month_on"))["month"]


def _write_paid(run: PaymentRun, payments: Iterable[int], by: User) -> None:
    rows = unpaid_sessions(list(payments), rules.month_end(run.month_on)).iterator(chunk_size=BATCH)
    LedgerLine.objects.bulk_create(
        (
            LedgerLine(
                enrolment_id=row["enrolment"],
                session_id=row["session"],
                measure=Measure.PAID,
                minutes=row["due"],
                worked_on=row["worked_on"],
                run=run,
                created_by=by,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )


def _transfer(run: PaymentRun, payment: Payment) -> Transfer:
    return Transfer(
        reference=f"MIREC-{run.pk}-{payment.pk}",
        holder=payment.holder,
        iban=payment.iban,
        eur=payment.total_eur,
        words=f"Indemnites de formation {run.month_on:%m/%Y}",
    )


def dues(
    month: date, execution_on: date, enrolments: list[int] | None = None, *, lock: bool = False
) -> list[Due]:
    """What each enrolment is owed up to the end of the month, payable or not; in eight queries."""
    until = rules.month_end(month)
    worked = worked_by_enrolment(until, enrolments)
    costs = costs_to_pay(month, enrolments, lock=lock)
    paid = _paid_before(enrolments)
    keys = sorted(worked.keys() | costs.keys())
    owners = dict(Enrolment.objects.filter(pk__in=keys).values_list("pk", "beneficiary"))
    accounts = _accounts(set(owners.values()), execution_on)
    found = []
    for key in keys:
        rows = worked.get(key, [])
        _refuse_without_rate(rows)
        owed = rules.owed_for(rows)
        hours_before, withheld_before = paid.get(key, (Decimal(0), Decimal(0)))
        account = accounts.get(owners[key])
        due = Due(
            enrolment_id=key,
            beneficiary_id=owners[key],
            minutes=sum(row.minutes_due for row in rows),
            hours_eur=owed.hours_eur - hours_before,
            withheld_eur=owed.withheld_eur - withheld_before,
            costs=costs.get(key, NO_COSTS),
            content=tuple(rules.statement_lines(rows)),
            iban=account.iban if account else "",
            holder=account.holder if account else "",
        )
        if due.minutes or due.total_eur:
            found.append(due)
    return found


def _refuse_without_rate(rows: list[rules.Worked]) -> None:
    for row in rows:
        if row.hour_eur is None:
            raise ValidationError(rules.no_rate(row.month))


def _paid_before(enrolments: list[int] | None) -> dict[int, tuple[Decimal, Decimal]]:
    rows = Payment.objects.validated().order_by()
    if enrolments is not None:
        rows = rows.filter(enrolment__in=enrolments)
    sums = rows.values("enrolment").annotate(hours=Sum("hours_eur"), withheld=Sum("withheld_eur"))
    return {row["enrolment"]: (row["hours"], row["withheld"]) for row in sums}


def _accounts(beneficiaries: set[int], on: date) -> dict[int, BankAccount]:
    """The account in force on the day, of each person who has one."""
    rows = BankAccount.objects.filter(beneficiary__in=beneficiaries, valid_from__lte=on)
    latest = rows.order_by("beneficiary_id", "-valid_from", "-pk").distinct("beneficiary_id")
    return {row.beneficiary_id: row for row in latest}
