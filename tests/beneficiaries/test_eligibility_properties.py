"""What holds whatever the facts: more knowledge completes a verdict, it never contradicts it."""

import json
from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from beneficiaries.enums import Answer, Verdict
from beneficiaries.rules.eligibility import assess
from beneficiaries.rules.facts import NAMES, Facts
from beneficiaries.rules.regimes import regime_on
from beneficiaries.rules.shipped import SHIPPED
from tests.beneficiaries.eligibility_strategies import facts as any_facts
from tests.beneficiaries.eligibility_strategies import persons

KEYS = [field.name for field in fields(Facts)]
thorough = settings(max_examples=400, deadline=None)


def assessed(facts, on):
    return assess(facts, regime_on(SHIPPED, on), on)


@thorough
@given(persons(), st.sets(st.sampled_from(KEYS)))
def test_what_is_decided_with_fewer_facts_stays_decided_with_more(person, forgotten):
    facts, on = person
    less = assessed(replace(facts, **dict.fromkeys(forgotten)), on)
    more = assessed(facts, on)
    if less.verdict is not Verdict.UNKNOWN:
        assert less.verdict is more.verdict
    for poor, rich in zip(less.criteria, more.criteria, strict=True):
        assert poor.answer in (Answer.UNKNOWN, rich.answer)
    assert not less.derogation_possible or more.derogation_possible


@thorough
@given(persons(), any_facts)
def test_facts_that_are_not_missing_cannot_change_an_open_verdict(person, others):
    """Filling every unknown fact but the missing ones leaves the verdict open."""
    facts, on = person
    before = assessed(facts, on)
    if before.verdict is not Verdict.UNKNOWN:
        return
    fillable = {
        key: getattr(others, key)
        for key in KEYS
        if getattr(facts, key) is None and NAMES[key] not in before.missing
    }
    assert assessed(replace(facts, **fillable), on).verdict is Verdict.UNKNOWN


@thorough
@given(persons())
def test_a_verdict_is_open_exactly_when_something_is_missing(person):
    assessment = assessed(*person)
    assert bool(assessment.missing) == (assessment.verdict is Verdict.UNKNOWN)


@thorough
@given(persons())
def test_the_verdict_follows_from_its_own_answers(person):
    facts, on = person
    assessment = assessed(facts, on)
    if assessment.verdict is Verdict.ELIGIBLE:
        assert assessment.codes_met
        assert {each.answer for each in assessment.general} <= {Answer.MET}
    if assessment.derogation_possible:
        assert assessment.verdict is Verdict.NOT_ELIGIBLE
        assert facts.registered_unoccupied is True


@thorough
@given(persons())
def test_the_sentence_is_one_sentence_with_its_article(person):
    facts, on = person
    sentence = assessed(facts, on).sentence
    assert sentence.startswith(("Éligible au", "Non éligible au", "On ne peut pas encore conclure"))
    assert "art. 3" in sentence
    assert str(on.year) in sentence
    assert sentence.endswith(".")
    assert not any(odd in sentence for odd in ("None", "()", "  ", " ,", "{", "_"))


@thorough
@given(persons())
def test_facts_come_back_from_json_as_they_were(person):
    facts, _ = person
    assert Facts(**read(json.loads(json.dumps(facts.to_json())), person[1])) == facts


def read(value, on):
    """Without the checks of a life: random months may exceed a random age."""
    born_on = value.pop("born_on")
    read_facts = vars(Facts.from_json(value, on)).copy()
    read_facts["born_on"] = born_on and on.fromisoformat(born_on)
    return read_facts
