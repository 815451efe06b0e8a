"""What does a person read of the own hours and allowances: followed, still to be paid, paid?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from beneficiaries.models import Beneficiary
from training.models import Claim, ClaimCorrection, Payment
from training.queries.hours import minutes_between, minutes_of
from training.queries.ledger import worked_by_enrolment
from training.rules.allowances import Worked, owed_for
from training.rules.weeks import month_bounds

ZERO = Decimal(0)
MONTHS_SHOWN = 12
CLAIMS_SHOWN = 20


@dataclass(frozen=True)
class OwnMonth:
    """Minutes of closed sessions in one month, and how many of them no run has paid."""

    month_on: date
    minutes: int
    minutes_due: int


@dataclass(frozen=True)
class OwnHours:
    """`due_eur` is an estimate, None while no rate covers some hour."""

    on: date
    minutes_this_month: int
    minutes_total: int
    months: list[OwnMonth]
    due_eur: Decimal | None
    payments: list[Payment]
    claims: list[Claim]
    has_account: bool

    @property
    def minutes_due(self) -> int:
        return sum(month.minutes_due for month in self.months)

    @property
    def minutes_waiting(self) -> int:
        """Followed, in sessions that are not closed yet."""
        return max(0, self.minutes_total - sum(month.minutes for month in self.months))

    @property
    def paid_eur(self) -> Decimal:
        return sum((payment.total_eur for payment in self.payments), ZERO)

    @property
    def months_shown(self) -> list[OwnMonth]:
        return self.months[:MONTHS_SHOWN]


def own_hours_of(person: Beneficiary, on: date) -> OwnHours:
    """Ten queries, however many hours."""
    enrolments = list(person.enrolments.values_list("pk", flat=True))
    worked = worked_by_enrolment(on, enrolments)
    payments = list(
        Payment.objects.validated()
        .filter(enrolment__in=enrolments)
        .select_related("run", "enrolment__cohort__programme")
        .defer("run__file", "iban", "content")
        .order_by("-run__month_on", "-pk")
    )
    claims = Claim.objects.filter(enrolment__in=enrolments)
    corrections = ClaimCorrection.objects.filter(claim__enrolment__in=enrolments)
    to_pay = _total(claims, "granted_eur") + _total(corrections, "eur")
    shown = claims.with_held().prefetch_related("corrections").order_by("-spent_on", "-pk")
    return OwnHours(
        on=on,
        minutes_this_month=minutes_between(person, *month_bounds(on)),
        minutes_total=minutes_of(person),
        months=list(_by_month(worked.values())),
        due_eur=_due(worked.values(), payments, to_pay),
        payments=payments,
        claims=list(shown[:CLAIMS_SHOWN]),
        has_account=person.bank_accounts.exists(),
    )


def _total(rows: QuerySet, name: str) -> Decimal:
    return rows.to_pay().aggregate(total=Sum(name))["total"] or ZERO


def _by_month(enrolments: Iterable[list[Worked]]) -> Iterable[OwnMonth]:
    """The newest first."""
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for rows in enrolments:
        for row in rows:
            sums[row.month][0] += row.minutes_done
            sums[row.month][1] += row.minutes_due
    for month_on in sorted(sums, reverse=True):
        yield OwnMonth(month_on, *sums[month_on])


def _due(
    enrolments: Iterable[list[Worked]], payments: list[Payment], claims_eur: Decimal
) -> Decimal | None:
    """As the next run would pay it: all that is owed, less all that was paid."""
    owed = ZERO
    for rows in enrolments:
        if any(row.hour_eur is None for row in rows):
            return None
        found = owed_for(rows)
        owed += found.hours_eur - found.withheld_eur
    paid = sum((row.hours_eur - row.withheld_eur for row in payments), ZERO)
    return owed - paid + claims_eur
