"""What the pages of the allowances show: sums by the database, never by person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from mirec.accounts.models import User
from training.enums import Measure, RunStatus
from training.models import (
    BankAccount,
    Claim,
    ClaimCorrection,
    Enrolment,
    LedgerLine,
    Payment,
    PaymentRun,
    Session,
)

ZERO = Decimal(0)


@dataclass(frozen=True)
class Waiting:
    """What stands between today and the next payment; each is a link to its list."""

    claim_count: int
    session_count: int
    without_account_count: int


def waiting(user: User, on: date) -> Waiting:
    """`session_count`: over for a day and not closed, with a presence noted or not."""
    return Waiting(
        claim_count=Claim.objects.visible_to(user).waiting().count(),
        session_count=sessions_to_close(user, on).count(),
        without_account_count=without_account(user).count(),
    )


def sessions_to_close(user: User, on: date) -> QuerySet[Session]:
    rows = Session.objects.visible_to(user).kept()
    return rows.filter(closed_at__isnull=True, ends_at__date__lt=on).order_by("starts_at", "pk")


def without_account(user: User) -> QuerySet[Enrolment]:
    """Hours were followed, and there is no account to pay them to."""
    accounts = BankAccount.objects.filter(beneficiary=OuterRef("beneficiary"))
    followed = LedgerLine.objects.of(Measure.DONE).filter(enrolment=OuterRef("pk"))
    return (
        Enrolment.objects.visible_to(user)
        .filter(Q(pk__in=followed.values("enrolment")))
        .annotate(account=Subquery(accounts.values("pk")[:1]))
        .filter(account__isnull=True)
        .select_related("beneficiary", "cohort__programme")
        .order_by("beneficiary__name_key", "pk")
    )


def overpaid(user: User) -> QuerySet[Enrolment]:
    """With `minutes_over` and `costs_over_eur`: paid before a correction took them back; the hours
    and costs that are not paid yet are set against.
    """
    sums = (
        LedgerLine.objects.filter(
            enrolment=OuterRef("pk"), measure__in=[Measure.DONE, Measure.PAID]
        )
        .order_by()
        .values("enrolment")
        .annotate(
            over=Sum("minutes", filter=Q(measure=Measure.PAID))
            - Coalesce(Sum("minutes", filter=Q(measure=Measure.DONE)), 0)
        )
    )
    claims = _sum_of(Claim.objects.to_pay(), "granted_eur", by="enrolment")
    corrections = _sum_of(ClaimCorrection.objects.to_pay(), "eur", by="claim__enrolment")
    return (
        Enrolment.objects.visible_to(user)
        .annotate(
            minutes_over=Coalesce(Subquery(sums.values("over")), 0),
            costs_over_eur=-claims - corrections,
        )
        .filter(Q(minutes_over__gt=0) | Q(costs_over_eur__gt=0))
        .select_related("beneficiary", "cohort__programme")
        .order_by("beneficiary__name_key", "pk")
    )


def _sum_of(rows: QuerySet, name: str, *, by: str) -> Coalesce:
    """Of the rows that hang, by that path, from the outer one; zero without any."""
    sums = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(sums.annotate(sum=Sum(name)).values("sum")), ZERO)


def claims_in(payment: Payment) -> QuerySet[Claim]:
    """The costs that the payment holds, or would hold while its run is in preparation."""
    rows = payment.claims.all()
    if payment.run.status == RunStatus.DRAFT:
        rows = payment.enrolment.claims.all().to_pay_with(payment.run.month_on)
    return rows.order_by("spent_on", "pk")


def claim_corrections_in(payment: Payment) -> QuerySet[ClaimCorrection]:
    """As `claims_in`."""
    rows = payment.claim_corrections.all()
    if payment.run.status == RunStatus.DRAFT:
        rows = ClaimCorrection.objects.to_pay_with(payment.run.month_on)
        rows = rows.filter(claim__enrolment=payment.enrolment_id)
    return rows.select_related("claim").order_by("claim__spent_on", "pk")


def runs_listed(user: User) -> QuerySet[PaymentRun]:
    """With `person_count` and `total_eur`, the latest month first."""
    return (
        PaymentRun.objects.visible_to(user)
        .exclude(status=RunStatus.DISCARDED)
        .select_related("created_by", "validated_by")
        .defer("file")
        .annotate(
            payment_count=Count("payments"),
            total_eur=Coalesce(Sum("payments__total_eur"), ZERO),
        )
        .order_by("-month_on", "-pk")
    )


def payments_listed(user: User) -> QuerySet[Payment]:
    return (
        Payment.objects.visible_to(user)
        .select_related("enrolment__beneficiary", "enrolment__cohort__programme", "run")
        .defer(
            "run__file",
            "enrolment__beneficiary__niss",
            "enrolment__beneficiary__niss_digest",
        )
        .order_by("enrolment__beneficiary__name_key", "pk")
    )


def sums_of(run: PaymentRun) -> dict[str, Decimal | int]:
    """Of one run: `hours`, `withheld`, `claims`, `total` in euros, `minutes`, `count`."""
    return run.payments.aggregate(
        hours=Coalesce(Sum("hours_eur"), ZERO),
        withheld=Coalesce(Sum("withheld_eur"), ZERO),
        claims=Coalesce(Sum("claims_eur"), ZERO),
        total=Coalesce(Sum("total_eur"), ZERO),
        minutes=Coalesce(Sum("minutes"), 0),
        count=Count("pk"),
    )


def claims_listed(user: User) -> QuerySet[Claim]:
    return (
        Claim.objects.visible_to(user)
        .with_held()
        .select_related("enrolment__beneficiary", "enrolment__cohort__programme", "created_by")
        .prefetch_related("proofs", "corrections__created_by")
        .defer("enrolment__beneficiary__niss", "enrolment__beneficiary__niss_digest")
        .order_by(F("decided_on").desc(nulls_first=True), "spent_on", "pk")
    )


def hours_by_measure(enrolment: Enrolment) -> dict[str, int]:
    """Minutes planned, done, justified and paid, corrections included."""
    return enrolment.ledger_lines.aggregate(
        **{
            measure.value: Coalesce(Sum("minutes", filter=Q(measure=measure)), 0)
            for measure in Measure
        }
    )


def hours_by_session(enrolment: Enrolment) -> QuerySet[LedgerLine]:
    """One row per closed session: its day and title, and minutes by measure."""
    return (
        enrolment.ledger_lines.order_by()
        .values("session", "session__title", "session__kind", "worked_on")
        .annotate(
            **{
                measure.value: Coalesce(Sum("minutes", filter=Q(measure=measure)), 0)
                for measure in Measure
            },
            correction_count=Count("pk", filter=~Q(reason="")),
        )
        .order_by("-worked_on", "-session")
    )


def corrections_of(enrolment: Enrolment) -> QuerySet[LedgerLine]:
    rows = enrolment.ledger_lines.exclude(reason="").select_related("session", "created_by")
    return rows.order_by("-created_at", "-pk")
