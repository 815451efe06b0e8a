"""Every condition of every regime, on each side of its threshold and when it is unknown."""

from collections import defaultdict

import pytest

from beneficiaries.enums import Answer, CriterionKind
from beneficiaries.rules.answers import parts_of
from beneficiaries.rules.criteria import KINDS
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.parameters import PARAMETERS
from beneficiaries.rules.reasons import REASONS
from beneficiaries.rules.regimes import regime_on
from beneficiaries.rules.shipped import SHIPPED
from tests.beneficiaries.eligibility_cases import CASES, IN_2024, NOBODY, Case

ALL_ANSWERS = set(Answer.values)


def answers_of(facts: dict, on) -> dict[str, str]:
    assessment = assess(Facts.from_json(facts, on), regime_on(SHIPPED, on), on)
    return {each.code: each.answer.value for each in assessment.criteria}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_condition_answers_as_the_text_says(case: Case):
    assert answers_of(case.all_facts, case.on)[case.code] == case.answer


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_answer_says_why_or_what_is_missing(case: Case):
    on = case.on
    assessment = assess(Facts.from_json(case.all_facts, on), regime_on(SHIPPED, on), on)
    for answer in assessment.criteria:
        assert bool(answer.missing) == (answer.answer is Answer.UNKNOWN)
        assert bool(answer.reason) == (answer.answer is not Answer.UNKNOWN)


def test_every_criterion_of_every_regime_has_a_met_an_unmet_and_an_unknown_case():
    seen = defaultdict(set)
    for case in CASES:
        seen[regime_on(SHIPPED, case.on).code, case.code].add(case.answer)
    expected = {(regime.code, rule.code) for regime in SHIPPED for rule in regime.criteria}
    assert dict(seen) == dict.fromkeys(expected, ALL_ANSWERS)


def test_every_kind_of_the_library_is_shown_in_all_three_answers():
    seen = defaultdict(set)
    for case in CASES:
        regime = regime_on(SHIPPED, case.on)
        facts = Facts.from_json(case.all_facts, case.on)
        for rule in (*regime.general, *regime.criteria):
            for kind, params in parts_of(rule):
                seen[kind].add(KINDS[kind].test(facts, case.on, params))
    assert dict(seen) == dict.fromkeys(CriterionKind, {True, False, None})


def test_every_kind_has_its_words_and_its_parameters():
    assert set(KINDS) == set(REASONS) == set(PARAMETERS) == set(CriterionKind)


@pytest.mark.parametrize("key", ["compulsory_schooling", "registered_unoccupied"])
@pytest.mark.parametrize("value", [True, False, None])
def test_since_2024_the_general_conditions_do_not_change_the_answers(key, value):
    facts = NOBODY | {"diploma": "none", key: value}
    assert answers_of(facts, IN_2024)["1"] == "met"
