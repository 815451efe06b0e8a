"""The hours ledger summed by the database: per session for corrections, per rate for payments."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, TruncMonth

from training.enums import Measure, RateCode
from training.models import Enrolment, LedgerLine, Rate, Session
from training.rules.allowances import Worked


def sums_of(session: Session, enrolment: Enrolment) -> dict[str, int]:
    """Minutes by measure of one person in one session, corrections included."""
    rows = LedgerLine.objects.filter(session=session, enrolment=enrolment)
    found = rows.order_by().values("measure").annotate(total=Sum("minutes"))
    return {row["measure"]: row["total"] for row in found}


def last_line_of(session: Session, enrolment: Enrolment) -> int:
    """The number of the latest line of hours followed or missed; 0 without any."""
    rows = LedgerLine.objects.filter(session=session, enrolment=enrolment)
    return rows.exclude(measure=Measure.PAID).aggregate(last=Max("pk"))["last"] or 0


def minutes_paid_in(*periods: tuple[date, date | None]) -> int:
    """Minutes of validated payments whose hours fall in one of the periods, both ends included."""
    within = Q(pk__in=[])
    for first, last in periods:
        within |= Q(worked_on__gte=first, **({"worked_on__lte": last} if last else {}))
    rows = LedgerLine.objects.filter(within, measure=Measure.PAID)
    return rows.aggregate(total=Coalesce(Sum("minutes"), 0))["total"]


def worked_by_enrolment(
    until: date, enrolments: Iterable[int] | None = None
) -> dict[int, list[Worked]]:
    """What each enrolment followed up to the day (included), by month and rate, oldest first.

    An enrolment of which no hour was ever followed is left out. `hour_eur` is None where no
    confirmed rate covers the day.
    """
    lines = LedgerLine.objects.worked_until(until).filter(measure__in=[Measure.DONE, Measure.PAID])
    if enrolments is not None:
        lines = lines.filter(enrolment__in=enrolments)
    rows = (
        lines.order_by()
        .annotate(
            month=Cast(TruncMonth("worked_on"), DateField()),
            hour_eur=_rate(RateCode.HOUR),
            percent=Coalesce(_rate(RateCode.WITHHOLDING), Value(Decimal(0))),
        )
        .values("enrolment", "month", "hour_eur", "percent")
        .annotate(
            done=Coalesce(Sum("minutes", filter=Q(measure=Measure.DONE)), 0),
            paid=Coalesce(Sum("minutes", filter=Q(measure=Measure.PAID)), 0),
        )
        .order_by("enrolment", "month", "hour_eur")
    )
    found: dict[int, list[Worked]] = defaultdict(list)
    for row in rows.iterator(chunk_size=2000):
        found[row["enrolment"]].append(
            Worked(row["month"], row["hour_eur"], row["percent"], row["done"], row["paid"])
        )
    return dict(found)


def _rate(code: RateCode) -> Subquery:
    """The confirmed value on the day of the line."""
    day = OuterRef("worked_on")
    rows = Rate.objects.filter(code=code, is_certain=True, valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    return Subquery(rows.values("value")[:1])


def unpaid_sessions(enrolments: Iterable[int], until: date) -> QuerySet[LedgerLine]:
    """Per enrolment and session, `due`: minutes followed that no run has paid (or too many)."""
    return (
        LedgerLine.objects.worked_until(until)
        .filter(enrolment__in=enrolments, measure__in=[Measure.DONE, Measure.PAID])
        .order_by()
        .values("enrolment", "session", "worked_on")
        .annotate(
            done=Coalesce(Sum("minutes", filter=Q(measure=Measure.DONE)), 0),
            paid=Coalesce(Sum("minutes", filter=Q(measure=Measure.PAID)), 0),
        )
        .annotate(due=F("done") - F("paid"))
        .exclude(due=0)
        .order_by("enrolment", "worked_on", "session")
    )
