"""Limits and quotas as tables of cases, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from beneficiaries.enums import QuotaBase
from beneficiaries.rules.regimes import Limit, QuotaRule
from coaching.rules.limits import limit_from, reentry_from
from coaching.rules.quota import QuotaCount

ALL_TAKEN = QuotaRule(rate=Decimal("0.10"), base=QuotaBase.ALL_TAKEN, article="art. 3, § 3")
CRITERIA = QuotaRule(rate=Decimal("0.20"), base=QuotaBase.CRITERIA_MET, article="art. 3, § 1er")


@pytest.mark.parametrize(
    ("start", "months", "last_day"),
    [
        pytest.param(date(2024, 2, 10), 2, date(2024, 4, 10), id="two months of intake"),
        pytest.param(date(2024, 2, 29), 24, date(2026, 2, 28), id="agreement on a leap day"),
        pytest.param(date(2024, 2, 29), 48, date(2028, 2, 29), id="from leap day to leap day"),
        pytest.param(date(2023, 12, 31), 2, date(2024, 2, 29), id="end of month, leap year"),
        pytest.param(date(2024, 12, 31), 2, date(2025, 2, 28), id="end of month, common year"),
        pytest.param(date(2025, 4, 14), 24, date(2027, 4, 14), id="twenty-four months"),
    ],
)
def test_a_limit_ends_on_the_same_day_of_the_month(start, months, last_day):
    assert limit_from(start, Limit(months, "art.")) == last_day


def test_a_text_without_a_limit_gives_no_date():
    assert limit_from(date(2024, 2, 10), None) is None


@pytest.mark.parametrize(
    ("ended_on", "allowed_from"),
    [
        pytest.param(date(2024, 2, 10), date(2025, 2, 11), id="the day after the year"),
        pytest.param(date(2024, 2, 29), date(2025, 3, 1), id="ended on a leap day"),
    ],
)
def test_a_new_intake_is_allowed_once_the_year_has_passed(ended_on, allowed_from):
    assert reentry_from(ended_on, Limit(12, "art. 6")) == allowed_from


def test_a_text_without_a_reentry_delay_allows_it_at_once():
    assert reentry_from(date(2020, 5, 4), None) == date(2020, 5, 4)


@pytest.mark.parametrize(
    ("derogated", "base", "respected"),
    [
        pytest.param(20, 200, True, id="20 of 200 is the ceiling"),
        pytest.param(21, 209, False, id="21 of 209 is one too many"),
        pytest.param(21, 210, True, id="21 of 210 is the ceiling"),
        pytest.param(0, 0, True, id="nobody yet"),
        pytest.param(1, 9, False, id="1 of 9"),
        pytest.param(1, 10, True, id="1 of 10"),
    ],
)
def test_the_ceiling_of_2024_is_ten_percent_of_all_taken_in_charge(derogated, base, respected):
    assert QuotaCount(2024, derogated, base, ALL_TAKEN).is_respected is respected


def test_one_more_derogation_also_grows_the_base_of_2024():
    assert QuotaCount(2024, 20, 209, ALL_TAKEN).allows_one_more
    assert not QuotaCount(2024, 20, 208, ALL_TAKEN).allows_one_more


def test_one_more_derogation_does_not_grow_the_base_of_2009():
    assert QuotaCount(2020, 19, 100, CRITERIA).allows_one_more
    assert not QuotaCount(2020, 20, 104, CRITERIA).allows_one_more


def test_the_ceiling_and_the_share_are_read_from_the_base():
    count = QuotaCount(2024, 7, 119, ALL_TAKEN)
    assert count.ceiling == 11
    assert count.share == Decimal(7) / 119
    assert QuotaCount(2024, 0, 0, ALL_TAKEN).share == 0
