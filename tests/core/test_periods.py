"""How long is a period? Cases read aloud, and properties against a day-by-day reference."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirec.core.periods import (
    Period,
    age_on,
    last_day_of,
    merged,
    months_after,
    months_and_days,
    months_and_days_of,
    months_before,
)

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no defect."""
DAYS = st.dates(date(2019, 12, 25), date(2024, 3, 10))
PERIODS = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)),
    DAYS,
    st.integers(0, 400),
)
SHORT_PERIODS = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)),
    st.dates(date(2023, 12, 1), date(2024, 7, 1)),
    st.integers(0, 70),
)


def closes_a_month(start: date, day: date) -> bool:
    """Is `day` the eve of the day of the month on which `start` falls? Said without arithmetic."""
    length = monthrange(day.year, day.month)[1]
    if start.day == 1:
        return day.day == length
    return day.day == start.day - 1 or (day.day == length and length < start.day - 1)


def counted_day_by_day(period: Period) -> tuple[int, int]:
    months = days = 0
    day = period.start
    while day <= period.end:
        days += 1
        if day > period.start and closes_a_month(period.start, day):
            months, days = months + 1, 0
        day += timedelta(days=1)
    return months, days


def days_of(periods: list[Period]) -> set[date]:
    return {
        period.start + timedelta(days=index)
        for period in periods
        for index in range(period.day_count)
    }


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        pytest.param(date(2025, 2, 10), 3, date(2025, 5, 9), id="an ordinary day"),
        pytest.param(date(2025, 7, 1), 3, date(2025, 9, 30), id="the first of a month"),
        pytest.param(date(2025, 3, 1), 12, date(2026, 2, 28), id="a year from the first of March"),
        pytest.param(date(2023, 3, 1), 12, date(2024, 2, 29), id="a year to a leap day"),
        pytest.param(date(2025, 1, 31), 1, date(2025, 2, 28), id="February lacks the 31st"),
        pytest.param(date(2025, 1, 30), 1, date(2025, 2, 28), id="February lacks the 30th"),
        pytest.param(date(2025, 1, 29), 1, date(2025, 2, 28), id="February lacks the 29th"),
        pytest.param(date(2024, 1, 29), 1, date(2024, 2, 28), id="a leap February has the 29th"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="a leap February, from a 31st"),
        pytest.param(date(2024, 2, 29), 24, date(2026, 2, 28), id="two years from a leap day"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 28), id="leap day to leap day"),
        pytest.param(date(2025, 5, 31), 1, date(2025, 6, 30), id="June lacks the 31st"),
        pytest.param(date(2025, 5, 31), 2, date(2025, 7, 30), id="July has the 31st"),
        pytest.param(date(2025, 5, 31), 0, date(2025, 5, 30), id="no month ends the day before"),
    ],
)
def test_a_period_of_months_ends_on_the_eve_of_its_day(start, months, last):
    assert last_day_of(start, months) == last


@PATIENT
@given(DAYS, st.integers(1, 40))
def test_a_period_to_its_last_day_counts_exactly_its_months(start, months):
    last = last_day_of(start, months)
    assert months_and_days(Period(start, last)) == (months, 0)
    assert months_and_days(Period(start, last - timedelta(days=1)))[0] == months - 1


@PATIENT
@given(DAYS, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(start, months):
    assert last_day_of(start, months) <= last_day_of(start + timedelta(days=1), months)


@PATIENT
@given(PERIODS)
def test_months_and_days_equal_a_count_day_by_day(period):
    assert months_and_days(period) == counted_day_by_day(period)


@PATIENT
@given(PERIODS)
def test_one_more_day_never_makes_a_period_shorter(period):
    longer = Period(period.start, period.end + timedelta(days=1))
    assert months_and_days(period) < months_and_days(longer)


@PATIENT
@given(st.lists(SHORT_PERIODS, max_size=6))
def test_merging_keeps_every_day_once_in_disjoint_order(periods):
    result = merged(periods)
    assert days_of(result) == days_of(periods)
    assert sum(period.day_count for period in result) == len(days_of(periods))
    for before, after in zip(result, result[1:], strict=False):
        assert (after.start - before.end).days > 1


@PATIENT
@given(st.lists(SHORT_PERIODS, max_size=5))
def test_the_order_in_which_periods_are_given_changes_nothing(periods):
    assert months_and_days_of(periods) == months_and_days_of(reversed(periods))


@pytest.mark.parametrize(
    ("periods", "total"),
    [
        pytest.param([], (0, 0), id="nothing"),
        pytest.param([("2025-02-10", "2025-05-09")], (3, 0), id="three months"),
        pytest.param([("2025-02-10", "2025-05-08")], (2, 29), id="one day short"),
        pytest.param(
            [("2025-01-01", "2025-02-10"), ("2025-02-05", "2025-03-31")],
            (3, 0),
            id="overlapping days count once",
        ),
        pytest.param(
            [("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28")],
            (2, 0),
            id="periods that touch become one",
        ),
        pytest.param(
            [("2025-01-01", "2025-01-20"), ("2025-03-01", "2025-03-10")],
            (1, 0),
            id="left-over days add up, thirty to a month",
        ),
        pytest.param(
            [("2025-01-01", "2025-01-05"), ("2025-01-08", "2025-01-12")],
            (0, 10),
            id="interim weeks count their days",
        ),
    ],
)
def test_periods_together(periods, total):
    assert (
        months_and_days_of(
            Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in periods
        )
        == total
    )


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2025, 2, 2), date(2025, 2, 1))


def test_the_part_of_a_period_within_a_window_includes_both_ends():
    period = Period(date(2025, 1, 10), date(2025, 3, 10))
    assert period.within(date(2025, 3, 10), date(2025, 4, 1)) == Period(
        date(2025, 3, 10), date(2025, 3, 10)
    )
    assert period.within(date(2025, 3, 11), date(2025, 4, 1)) is None


def test_months_before_and_after_stay_in_the_month():
    assert months_after(date(2025, 1, 31), 1) == date(2025, 2, 28)
    assert months_before(date(2024, 3, 31), 1) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("on", "age"),
    [
        pytest.param(date(2025, 2, 28), 24, id="the eve of the first of March"),
        pytest.param(date(2025, 3, 1), 25, id="born on a leap day, older on the first of March"),
        pytest.param(date(2024, 2, 29), 24, id="the birthday itself in a leap year"),
        pytest.param(date(2024, 2, 28), 23, id="the eve of it"),
    ],
)
def test_age_of_someone_born_on_a_leap_day(on, age):
    assert age_on(date(2000, 2, 29), on) == age
