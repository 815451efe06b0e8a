"""The operator's list beside our ledger, by person and day: joined by the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from mirec.accounts.models import User
from training.enums import Match, Measure, Settlement
from training.models import Cohort, Enrolment, LedgerLine, OperatorLine, OperatorSheet, Session
from training.rules.operator_rows import name_key

PAIRS = """
WITH theirs AS (
    SELECT enrolment_id, worked_on, sum(minutes) AS minutes, min(number) AS number,
        min(id) FILTER (WHERE number IS NOT NULL) AS line_id, max(typed_name) AS typed_name,
        max(settlement) AS settlement, max(words) AS words, max(settled_on) AS settled_on,
        max(settled_by_id) AS settled_by_id
    FROM training_operatorline WHERE sheet_id = %(sheet)s AND enrolment_id IS NOT NULL
    GROUP BY enrolment_id, worked_on
), ours AS (
    SELECT l.enrolment_id, l.worked_on, sum(l.minutes) AS minutes,
        bool_or(l.reason <> '' AND l.created_at >= %(since)s) AS is_corrected
    FROM training_ledgerline l JOIN training_enrolment e ON e.id = l.enrolment_id
    WHERE e.cohort_id = %(cohort)s AND l.measure = %(done)s
        AND l.worked_on BETWEEN %(starts_on)s AND %(ends_on)s
    GROUP BY l.enrolment_id, l.worked_on
), pairs AS (
    SELECT enrolment_id, worked_on, number, line_id, coalesce(typed_name, '') AS typed_name,
        coalesce(t.minutes, 0) AS theirs, coalesce(o.minutes, 0) AS ours,
        coalesce(settlement, '') AS settlement, coalesce(words, '') AS words, settled_on,
        settled_by_id, coalesce(is_corrected, false) AS is_corrected,
        CASE WHEN coalesce(t.minutes, 0) = coalesce(o.minutes, 0) THEN 'same'
            WHEN coalesce(o.minutes, 0) = 0 THEN 'theirs'
            WHEN number IS NULL THEN 'ours' ELSE 'differs' END AS match
    FROM theirs t FULL JOIN ours o USING (enrolment_id, worked_on)
    WHERE number IS NOT NULL OR coalesce(o.minutes, 0) <> 0 OR is_corrected
)
"""
COUNTS = "SELECT match, count(*), count(*) FILTER (WHERE settlement = '') FROM pairs GROUP BY match"
ROWS = """
SELECT p.enrolment_id, b.first_name || ' ' || b.last_name, p.worked_on, p.number, p.line_id,
    p.typed_name, p.theirs, p.ours, p.match, p.settlement, p.words, p.settled_on,
    coalesce(u.first_name || ' ' || u.last_name, ''), p.is_corrected
FROM pairs p JOIN training_enrolment e ON e.id = p.enrolment_id
JOIN beneficiaries_beneficiary b ON b.id = e.beneficiary_id
LEFT JOIN accounts_user u ON u.id = p.settled_by_id
WHERE {where} ORDER BY b.name_key, p.enrolment_id, p.worked_on LIMIT %(limit)s OFFSET %(offset)s
"""
ONE_DAY = "p.enrolment_id = %(enrolment)s AND p.worked_on = %(day)s"
DIFFERENCES, ALL = "p.match <> 'same'", "true"
OPEN = f"{DIFFERENCES} AND p.settlement = ''"


@dataclass(frozen=True)
class Pair:
    """Minutes of one person and day; `number` is the first row of the list, None without any."""

    enrolment_id: int
    who: str
    worked_on: date
    number: int | None
    line_id: int | None
    typed_name: str
    theirs: int
    ours: int
    kind: str
    settled: str
    words: str
    settled_on: date | None
    settled_by: str
    is_corrected: bool

    @property
    def match(self) -> Match:
        return Match(self.kind)

    @property
    def is_typed_otherwise(self) -> bool:
        """Other words than those of the file, in whatever order and with whatever capitals."""
        return bool(self.typed_name) and name_key(self.typed_name) != name_key(self.who)

    @property
    def settlement(self) -> Settlement | None:
        return Settlement(self.settled) if self.settled else None

    @property
    def gap(self) -> int:
        """Minutes without a sign: which of both has more stands beside."""
        return abs(self.theirs - self.ours)


@dataclass(frozen=True)
class Balance:
    """How many days of a list are in each state; how many days and names wait for a decision."""

    same: int
    differs: int
    theirs: int
    ours: int
    stranger_count: int
    open_days: int
    open_names: int

    @property
    def open_count(self) -> int:
        return self.open_days + self.open_names

    @property
    def total(self) -> int:
        return self.same + self.difference_count

    @property
    def difference_count(self) -> int:
        return self.differs + self.theirs + self.ours


class Pairs:
    """The rows for a paginator: counted beforehand, a page of them fetched at a time."""

    def __init__(self, sheet: OperatorSheet, total: int, where: str = DIFFERENCES) -> None:
        self.sheet, self.total, self.where = sheet, total, where

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Pair]:
        start = part.start or 0
        return list(_pairs(self.sheet, self.where, limit=part.stop - start, offset=start))


def pair_of(sheet: OperatorSheet, enrolment: Enrolment, day: date) -> Pair | None:
    """One person's day, whatever its state; None when neither has anything."""
    return next(_pairs(sheet, ONE_DAY, limit=1, offset=0, enrolment=enrolment.pk, day=day), None)


def balance_of(sheet: OperatorSheet) -> Balance:
    with connection.cursor() as cursor:
        cursor.execute(PAIRS + COUNTS, _values(sheet))
        found = {kind: (count, unsettled) for kind, count, unsettled in cursor.fetchall()}
    lines = strangers_of(sheet).values("settlement", "typed_name")
    counts = {kind.value: found.get(kind.value, (0, 0))[0] for kind in Match}
    unsettled = sum(found.get(kind.value, (0, 0))[1] for kind in Match if kind != Match.SAME)
    unknown = list(lines)
    return Balance(
        **counts,
        stranger_count=len(unknown),
        open_days=unsettled,
        open_names=sum(not row["settlement"] for row in unknown),
    )


def strangers_of(sheet: OperatorSheet) -> QuerySet[OperatorLine]:
    """Names in which nobody of the cohort was recognised: rows, minutes, first and last day."""
    return (
        sheet.lines.filter(enrolment__isnull=True)
        .order_by()
        .values("typed_name", "settlement", "words", "settled_on")
        .annotate(
            line=Min("pk"),
            number=Min("number"),
            row_count=Count("pk"),
            total=Coalesce(Sum("minutes"), 0),
            by_first=F("settled_by__first_name"),
            by_last=F("settled_by__last_name"),
        )
        .order_by("number")
    )


def sheets_of(cohort: Cohort, user: User) -> QuerySet[OperatorSheet]:
    """The lists in force first, then those that others replaced."""
    return (
        OperatorSheet.objects.visible_to(user)
        .filter(cohort=cohort)
        .select_related("created_by")
        .annotate(row_count=Count("lines", filter=Q(lines__number__isnull=False)))
        .order_by(F("dropped_on").desc(nulls_first=True), "-starts_on", "-pk")
    )


def sessions_of_day(enrolment: Enrolment, day: date) -> QuerySet[Session]:
    """Those of the cohort that begin on the day, with `followed` minutes of the person."""
    followed = Sum(
        "ledger_lines__minutes",
        filter=Q(ledger_lines__enrolment=enrolment, ledger_lines__measure=Measure.DONE),
    )
    return (
        Session.objects.filter(cohort=enrolment.cohort_id, starts_at__date=day)
        .kept()
        .annotate(followed=Coalesce(followed, 0))
        .order_by("starts_at", "pk")
    )


def was_corrected_since(sheet: OperatorSheet, enrolment: Enrolment, day: date) -> bool:
    """Anything written for the day since the list came: a correction, or a session closed late."""
    lines = LedgerLine.objects.of(Measure.DONE).filter(enrolment=enrolment, worked_on=day)
    return lines.filter(created_at__gte=sheet.created_at).exists()


def _pairs(
    sheet: OperatorSheet, where: str, *, limit: int, offset: int, **values: object
) -> Iterator[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(
            PAIRS + ROWS.format(where=where),
            {**_values(sheet), "limit": limit, "offset": offset, **values},
        )
        return iter([Pair(*row) for row in cursor.fetchall()])


def _values(sheet: OperatorSheet) -> dict[str, object]:
    return {
        "sheet": sheet.pk,
        "cohort": sheet.cohort_id,
        "since": sheet.created_at,
        "starts_on": sheet.starts_on,
        "ends_on": sheet.ends_on,
        "done": Measure.DONE.value,
    }
