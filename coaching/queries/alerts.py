"""Which parcours have an alert on the day? The rules of `coaching.rules.alerts`, asked in SQL.

For « Ma journée »: start from the journeys that the user may see, then take one or the other:

    limit_alerts(journeys, on)   # .alert_level, .limit_on: three months, one month, one week, past
    mark_alerts(journeys, on)    # .alert_level, .mark_on: the ninth and the twelfth month

Each row also answers `coaching.rules.alerts.alerts_of(row, on)`, which tells since when.
"""

from datetime import date

from django.db.models import Case, CharField, DateField, F, Func, Q, Value, When

from coaching.enums import AlertLevel, Phase
from coaching.models.journeys import JourneyQuerySet
from coaching.rules.alerts import (
    AGREEMENT_LEVELS,
    INTAKE_LEVELS,
    NINE_MONTHS,
    horizon,
    latest_start,
)


def limit_alerts(journeys: JourneyQuerySet, on: date) -> JourneyQuerySet:
    """Open parcours whose limit was announced, the first to end first."""
    levels = [
        _level(Q(limit_on__lte=horizon(level, on), **stage), level)
        for stage, known in (
            ({"agreed_on__isnull": True}, INTAKE_LEVELS),
            ({"agreed_on__isnull": False}, AGREEMENT_LEVELS),
        )
        for level in known
    ]
    announced = journeys.open().filter(limit_on__lte=horizon(AlertLevel.THREE_MONTHS, on))
    return _with_level(announced, levels).order_by("limit_on", "pk")


def mark_alerts(journeys: JourneyQuerySet, on: date) -> JourneyQuerySet:
    """Parcours still in search of a job after nine months of support, the oldest mark first."""
    is_over = Q(job_search_due_on__lte=on)
    levels = [
        _level(is_over, AlertLevel.TWELFTH_MONTH),
        _level(Q(agreed_on__lte=latest_start(on)), AlertLevel.NINTH_MONTH),
    ]
    searching = journeys.open().filter(
        phase=Phase.TOWARDS_EMPLOYMENT, agreed_on__isnull=False, job_search_due_on__isnull=False
    )
    marked = _with_level(searching, levels).annotate(
        mark_on=Case(
            When(is_over, then=F("job_search_due_on")),
            default=_months_after("agreed_on", NINE_MONTHS),
            output_field=DateField(),
        )
    )
    return marked.order_by("mark_on", "pk")


def _level(condition: Q, level: AlertLevel) -> When:
    return When(condition, then=Value(level.value))


def _with_level(journeys: JourneyQuerySet, levels: list[When]) -> JourneyQuerySet:
    known = journeys.annotate(alert_level=Case(*levels, output_field=CharField()))
    return known.filter(alert_level__isnull=False)


def _months_after(field: str, months: int) -> Func:
    """PostgreSQL clamps to the month's end as `mirec.core.periods.months_after` does."""
    return Func(
        F(field),
        Value(months),
        template="(%(expressions)s)::date",
        arg_joiner=" + interval '1 month' * ",
        output_field=DateField(),
    )
