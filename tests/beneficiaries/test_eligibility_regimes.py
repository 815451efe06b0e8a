"""Which text holds on which day, and are the shipped regimes sound?"""

import json
from dataclasses import replace
from datetime import date

import pytest

from beneficiaries.enums import QuotaBase
from beneficiaries.rules.parameters import validate_params
from beneficiaries.rules.regimes import NoRegimeError, regime_on
from beneficiaries.rules.shipped import SHIPPED

RULES = [rule for regime in SHIPPED for rule in (*regime.general, *regime.criteria)]


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (date(2005, 1, 14), "R2005"),
        (date(2009, 6, 30), "R2005"),
        (date(2009, 7, 1), "R2009"),
        (date(2023, 12, 31), "R2009"),
        (date(2024, 1, 1), "R2024"),
        (date(2099, 12, 31), "R2024"),
    ],
    ids=str,
)
def test_both_ends_of_a_regime_belong_to_it(on, code):
    assert regime_on(SHIPPED, on).code == code
    assert regime_on(reversed(SHIPPED), on).code == code


def test_a_day_before_the_first_regime_has_none():
    with pytest.raises(NoRegimeError) as caught:
        regime_on(SHIPPED, date(2005, 1, 13))
    assert str(caught.value) == (
        "Aucun régime n'est en vigueur au 13 janvier 2005 : le premier commence le 14 janvier 2005."
    )


def test_a_day_after_the_last_closed_regime_has_none():
    closed = [*SHIPPED[:2], replace(SHIPPED[2], valid_to=date(2025, 12, 31))]
    with pytest.raises(NoRegimeError, match="Aucun régime n'est en vigueur au 1er janvier 2026"):
        regime_on(closed, date(2026, 1, 1))


def test_without_any_regime_no_day_has_one():
    with pytest.raises(NoRegimeError):
        regime_on([], date(2024, 1, 1))


def test_the_regimes_follow_each_other_without_gap_or_overlap():
    for earlier, later in zip(SHIPPED, SHIPPED[1:], strict=False):
        assert (later.valid_from - earlier.valid_to).days == 1
    assert SHIPPED[-1].valid_to is None


@pytest.mark.parametrize(
    ("regime", "ordinals"),
    [(SHIPPED[0], 7), (SHIPPED[1], 9), (SHIPPED[2], 9)],
    ids=["R2005", "R2009", "R2024"],
)
def test_the_codes_are_the_ordinals_of_the_text(regime, ordinals):
    expected = [str(ordinal) for ordinal in range(1, ordinals + 1)]
    assert [rule.code for rule in regime.criteria] == expected
    assert [rule.order for rule in regime.criteria] == [int(code) for code in expected]
    assert all(rule.article.endswith(f", {rule.code}°") for rule in regime.criteria)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.article)
def test_every_shipped_condition_has_sound_parameters_and_words(rule):
    validate_params(rule.kind, rule.params)
    assert rule.label
    assert rule.proof_label
    assert json.loads(json.dumps(dict(rule.params))) == dict(rule.params)


def test_the_quota_is_twenty_per_cent_of_1_to_7_then_ten_of_all():
    first, second, third = (regime.quota for regime in SHIPPED)
    for quota in (first, second):
        assert (str(quota.rate), quota.base) == ("0.20", QuotaBase.CRITERIA_MET)
        assert quota.base_codes == tuple("1234567")
        assert quota.needs_authorisation
    assert "socio-économiques" in second.condition
    assert not first.condition
    assert (str(third.rate), third.base) == ("0.10", QuotaBase.ALL_TAKEN)
    assert not third.needs_authorisation


def test_the_limits_of_2024_are_those_of_the_decree():
    limits = SHIPPED[2].limits
    assert (limits.intake.months, limits.agreement.months, limits.reentry.months) == (2, 24, 12)
    assert limits.job_search.months == 12


@pytest.mark.parametrize("regime", SHIPPED[:2], ids=lambda regime: regime.code)
def test_before_2024_only_the_job_search_was_limited(regime):
    limits = regime.limits
    assert (limits.intake, limits.agreement, limits.reentry) == (None, None, None)
    assert limits.job_search.months == 12


def test_what_could_not_be_verified_is_said():
    assert [regime.is_certain for regime in SHIPPED] == [False, False, False]
    assert SHIPPED[-1].uncertainty.startswith("À partir du 1.1.2026")
