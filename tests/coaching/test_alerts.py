"""When a limit or a mark is announced: one table of cases, asked of the rule and of SQL."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from coaching.enums import AlertLevel, Phase
from coaching.models import Journey
from coaching.queries.alerts import limit_alerts, mark_alerts
from coaching.rules.alerts import alerts_of, begins_on, horizon, latest_start
from mirec.core.periods import months_after
from tests.factories import JourneyFactory

EVERY_DAY = [date(2023, 1, 1) + timedelta(days=days) for days in range(365 * 2 + 1)]


@dataclass(frozen=True)
class Dates:
    phase: str = Phase.INTAKE
    intake_due_on: date | None = None
    agreed_on: date | None = None
    due_on: date | None = None
    job_search_due_on: date | None = None
    closed_on: date | None = None


def intake(due_on: date | None) -> Dates:
    return Dates(intake_due_on=due_on)


def agreement(due_on: date | None) -> Dates:
    return Dates(Phase.IN_EMPLOYMENT, date(2023, 3, 1), date(2023, 2, 10), due_on)


def search(agreed_on: date, due_on: date | None, phase: str = Phase.TOWARDS_EMPLOYMENT) -> Dates:
    return Dates(phase, None, agreed_on, None, due_on)


def cases(what: str, dates: Dates, *steps: tuple[date, AlertLevel | None]) -> list:
    return [pytest.param(dates, on, level, id=f"{what}, {on:%d.%m.%Y}") for on, level in steps]


LIMITS = [
    *cases(
        "agreement until 10.04.2026",
        agreement(date(2026, 4, 10)),
        (date(2026, 1, 9), None),
        (date(2026, 1, 10), AlertLevel.THREE_MONTHS),
        (date(2026, 3, 9), AlertLevel.THREE_MONTHS),
        (date(2026, 3, 10), AlertLevel.ONE_MONTH),
        (date(2026, 4, 2), AlertLevel.ONE_MONTH),
        (date(2026, 4, 3), AlertLevel.ONE_WEEK),
        (date(2026, 4, 10), AlertLevel.ONE_WEEK),
        (date(2026, 4, 11), AlertLevel.PASSED),
    ),
    *cases(
        "agreement until 31.05, three months before in a common year",
        agreement(date(2026, 5, 31)),
        (date(2026, 2, 27), None),
        (date(2026, 2, 28), AlertLevel.THREE_MONTHS),
        (date(2026, 4, 29), AlertLevel.THREE_MONTHS),
        (date(2026, 4, 30), AlertLevel.ONE_MONTH),
    ),
    *cases(
        "agreement until 31.05 of a leap year",
        agreement(date(2028, 5, 31)),
        (date(2028, 2, 28), None),
        (date(2028, 2, 29), AlertLevel.THREE_MONTHS),
    ),
    *cases(
        "agreement until a leap day",
        agreement(date(2028, 2, 29)),
        (date(2027, 11, 28), None),
        (date(2027, 11, 29), AlertLevel.THREE_MONTHS),
        (date(2028, 1, 28), AlertLevel.THREE_MONTHS),
        (date(2028, 1, 29), AlertLevel.ONE_MONTH),
        (date(2028, 2, 21), AlertLevel.ONE_MONTH),
        (date(2028, 2, 22), AlertLevel.ONE_WEEK),
        (date(2028, 2, 29), AlertLevel.ONE_WEEK),
        (date(2028, 3, 1), AlertLevel.PASSED),
    ),
    *cases(
        "intake until 10.04.2024",
        intake(date(2024, 4, 10)),
        (date(2024, 2, 10), None),
        (date(2024, 3, 9), None),
        (date(2024, 3, 10), AlertLevel.ONE_MONTH),
        (date(2024, 4, 2), AlertLevel.ONE_MONTH),
        (date(2024, 4, 3), AlertLevel.ONE_WEEK),
        (date(2024, 4, 10), AlertLevel.ONE_WEEK),
        (date(2024, 4, 11), AlertLevel.PASSED),
    ),
    *cases("a text without a limit", intake(None), (date(2030, 1, 1), None)),
    *cases("an agreement without a limit", agreement(None), (date(2030, 1, 1), None)),
]
MARKS = [
    *cases(
        "search since 14.04.2025",
        search(date(2025, 4, 14), date(2026, 4, 14)),
        (date(2026, 1, 13), None),
        (date(2026, 1, 14), AlertLevel.NINTH_MONTH),
        (date(2026, 4, 13), AlertLevel.NINTH_MONTH),
        (date(2026, 4, 14), AlertLevel.TWELFTH_MONTH),
        (date(2027, 4, 14), AlertLevel.TWELFTH_MONTH),
    ),
    *cases(
        "search since 31.05, nine months later in a leap year",
        search(date(2023, 5, 31), date(2024, 5, 31)),
        (date(2024, 2, 28), None),
        (date(2024, 2, 29), AlertLevel.NINTH_MONTH),
    ),
    *cases(
        "search since a leap day",
        search(date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 11, 28), None),
        (date(2024, 11, 29), AlertLevel.NINTH_MONTH),
        (date(2025, 2, 27), AlertLevel.NINTH_MONTH),
        (date(2025, 2, 28), AlertLevel.TWELFTH_MONTH),
    ),
    *cases("no mark in the text", search(date(2024, 2, 29), None), (date(2026, 1, 1), None)),
    *cases(
        "at work",
        search(date(2024, 2, 29), date(2025, 2, 28), Phase.IN_EMPLOYMENT),
        (date(2026, 1, 1), None),
    ),
]


def as_row(dates: Dates) -> Journey:
    given = vars(dates)
    if dates.agreed_on is None:
        return JourneyFactory(opened_on=date(2023, 1, 1), **given)
    return JourneyFactory(towards_employment=True, **given)


@pytest.mark.parametrize(("dates", "on", "level"), [*LIMITS, *MARKS])
def test_the_rule_says_which_level_is_reached(dates, on, level):
    assert [alert.level for alert in alerts_of(dates, on)] == ([level] if level else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "table"), [(limit_alerts, LIMITS), (mark_alerts, MARKS)])
def test_the_database_says_the_same_of_every_case(query, table):
    otherwise = {}
    for case in table:
        dates, on, level = case.values
        row = as_row(dates)
        found = query(Journey.objects.filter(pk=row.pk), on)
        if [each.alert_level for each in found] != ([level] if level else []):
            otherwise[case.id] = list(found.values_list("alert_level", flat=True))
    assert otherwise == {}


@pytest.mark.django_db
def test_the_database_gives_the_day_of_the_mark():
    row = as_row(search(date(2023, 5, 31), date(2024, 5, 31)))
    for on in (date(2024, 2, 29), date(2024, 5, 31)):
        (alert,) = alerts_of(row, on)
        assert mark_alerts(Journey.objects.all(), on).get().mark_on == alert.due_on


@pytest.mark.django_db
def test_a_closed_parcours_is_announced_no_more():
    closed = JourneyFactory(gave_up=True)
    on = months_after(closed.due_on, -1)
    assert alerts_of(closed, on) == ()
    assert not limit_alerts(Journey.objects.all(), on)
    assert not mark_alerts(Journey.objects.all(), on)


@pytest.mark.parametrize("level", [AlertLevel.ONE_MONTH, AlertLevel.THREE_MONTHS])
def test_looking_ahead_and_counting_back_agree_on_every_day_of_two_years(level):
    for on in EVERY_DAY:
        last = horizon(level, on)
        assert begins_on(level, last) <= on < begins_on(level, last + timedelta(days=1))


def test_nine_months_of_support_agree_on_every_day_of_two_years():
    for on in EVERY_DAY:
        last = latest_start(on)
        assert months_after(last, 9) <= on < months_after(last + timedelta(days=1), 9)


def test_an_alert_says_since_when_it_runs():
    (alert,) = alerts_of(agreement(date(2026, 5, 31)), date(2026, 3, 15))
    assert (alert.due_on, alert.since_on) == (date(2026, 5, 31), date(2026, 2, 28))
