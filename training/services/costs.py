"""The costs beside the hours: what a payment holds of them, and that it holds them once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from training.models import Claim, ClaimCorrection, Payment, PaymentRun


@dataclass
class Costs:
    """What one enrolment is owed beside its hours: `eur` is below zero when more was paid."""

    eur: Decimal = Decimal(0)
    claims: list[int] = field(default_factory=list)
    corrections: list[int] = field(default_factory=list)


NO_COSTS = Costs()


def costs_to_pay(month: date, enrolments: list[int] | None, *, lock: bool) -> Mapping[int, Costs]:
    """By enrolment, of all without `enrolments`: what the payment of the month would hold."""
    claims = Claim.objects.to_pay_with(month).order_by("pk")
    corrections = ClaimCorrection.objects.to_pay_with(month).order_by("pk")
    if enrolments is not None:
        claims = claims.filter(enrolment__in=enrolments)
        corrections = corrections.filter(claim__enrolment__in=enrolments)
    if lock:
        claims = claims.select_for_update()
        corrections = corrections.select_for_update(of=("self",))
    found: dict[int, Costs] = defaultdict(Costs)
    for pk, enrolment, eur in claims.values_list("pk", "enrolment", "granted_eur"):
        found[enrolment].claims.append(pk)
        found[enrolment].eur += eur
    for pk, enrolment, eur in corrections.values_list("pk", "claim__enrolment", "eur"):
        found[enrolment].corrections.append(pk)
        found[enrolment].eur += eur
    return found


def tie_costs(run: PaymentRun, costs: Iterable[Costs]) -> None:
    """Each cost and correction to the payment of its enrolment in the run."""
    costs = list(costs)
    claims = Claim.objects.filter(pk__in=[pk for each in costs for pk in each.claims])
    corrections = ClaimCorrection.objects.filter(
        pk__in=[pk for each in costs for pk in each.corrections]
    )
    for rows, path in ((claims, "claims"), (corrections, "claims__corrections")):
        payments = Payment.objects.filter(run=run, **{f"enrolment__{path}": OuterRef("pk")})
        rows.update(payment=Subquery(payments.values("pk")))
