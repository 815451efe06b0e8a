"""What a file says of itself before anybody asked: an absence is no answer."""

from dataclasses import fields
from datetime import date

import pytest

from beneficiaries.enums import IncomeKind, SituationKind
from beneficiaries.rules.facts import Facts
from beneficiaries.services.assessing import facts_of
from tests.factories import BeneficiaryFactory, SituationFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
CAREER = (
    "registered_unoccupied",
    "registered_months_of_36",
    "allowance_months_of_36",
    "assimilated_months_of_36",
    "months_without_work",
    "months_without_allowance",
    "months_unoccupied",
)


@pytest.fixture
def person():
    return BeneficiaryFactory(born_on=date(1990, 5, 17), source="", diploma="", residence="")


def test_an_income_alone_says_nothing_of_registration_or_work(person):
    """As an imported sheet leaves a file: nobody has looked at the Forem's register yet."""
    SituationFactory(
        beneficiary=person,
        kind=SituationKind.INTEGRATION_INCOME,
        starts_on=date(2025, 7, 15),
        ends_on=None,
    )
    facts = facts_of(person, ON)
    assert {getattr(facts, name) for name in CAREER} == {None}
    assert facts.income == {IncomeKind.INTEGRATION_INCOME}
    assert facts.months_without_integration_income == 0


def test_an_empty_file_knows_neither(person):
    facts = facts_of(person, ON)
    assert facts.income is None
    assert {getattr(facts, name) for name in CAREER} == {None}
    assert {field.name for field in fields(Facts)} >= set(CAREER)


def test_a_registration_says_that_there_is_no_income(person):
    SituationFactory(
        beneficiary=person, kind=SituationKind.REGISTERED, starts_on=date(2025, 1, 1), ends_on=None
    )
    facts = facts_of(person, ON)
    assert facts.registered_unoccupied is True
    assert facts.income == frozenset()


def test_work_that_ended_says_that_nobody_is_registered(person):
    SituationFactory(
        beneficiary=person,
        kind=SituationKind.WORK,
        starts_on=date(2020, 1, 1),
        ends_on=date(2021, 1, 1),
    )
    assert facts_of(person, ON).registered_unoccupied is False
