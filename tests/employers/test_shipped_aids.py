"""The aids that come with the house, each judged by the row of its day."""

from datetime import date
from decimal import Decimal

import pytest

from beneficiaries.enums import Diploma
from employers.enums import AidOutcome, ContractType
from employers.rules.aid_facts import Case, JobFacts, PersonFacts
from employers.rules.aids import (
    assess_aid,
    read_conditions,
)
from employers.rules.shipped_aids import SHIPPED_AIDS

OPEN, CHECK = AidOutcome.OPEN, AidOutcome.TO_CHECK
UNKNOWN, CLOSED = AidOutcome.UNKNOWN, AidOutcome.CLOSED

P, J = PersonFacts, JobFacts

YOUNG = P(
    born_on=date(2003, 5, 1),
    diploma=Diploma.NONE,
    registered=True,
    unoccupied_since=date(2025, 11, 20),
    income=frozenset(),
    postal_code="6000",
)
CDD = J(contract_type=ContractType.CDD, months=6, hours_per_week=Decimal(38))
STRADDLING = {
    "SESAM asks a registration only until the end of 2025": ("sesam", date(2025, 12, 31), CHECK),
    "and four months from 2026 on": ("sesam", date(2026, 1, 1), CLOSED),
    "Impulsion is open to the young with little schooling": (
        "impulsion-25", date(2025, 12, 31), CHECK
    ),
}  # fmt: skip


def shipped_on(code: str, on: date) -> list:
    return [
        aid
        for aid in SHIPPED_AIDS
        if aid.code == code and aid.valid_from <= on <= (aid.valid_to or date.max)
    ]


@pytest.mark.parametrize(("code", "on", "outcome"), STRADDLING.values(), ids=STRADDLING)
def test_the_row_of_the_day_decides(code, on, outcome):
    (aid,) = shipped_on(code, on)
    assert assess_aid(read_conditions(aid.conditions), Case(YOUNG, CDD, on)).outcome is outcome


@pytest.mark.parametrize(
    ("code", "last_without", "first_with"),
    [
        ("impulsion-insertion", date(2019, 1, 1), date(2018, 12, 31)),
        ("prime-unique", date(2026, 6, 30), date(2026, 7, 1)),
    ],
)
def test_an_aid_begins_and_ends_on_its_day(code, last_without, first_with):
    assert not shipped_on(code, last_without)
    assert len(shipped_on(code, first_with)) == 1


def test_a_contract_of_one_month_opened_impulsion_until_june_2023():
    young = P(**vars(YOUNG) | {"unoccupied_since": date(2023, 6, 1)})
    short = J(contract_type=ContractType.CDD, months=1)
    before, after = [aid for aid in SHIPPED_AIDS if aid.code == "impulsion-25"][:2]
    cases = [Case(young, short, day) for day in (date(2023, 6, 30), date(2023, 7, 1))]
    answers = [
        assess_aid(read_conditions(aid.conditions), case).outcome
        for aid, case in zip((before, after), cases, strict=True)
    ]
    assert answers == [CHECK, CLOSED]


@pytest.mark.parametrize("aid", SHIPPED_AIDS, ids=lambda aid: f"{aid.code} {aid.valid_from}")
def test_a_shipped_aid_reads_and_says_where_it_is_written(aid):
    assert read_conditions(aid.conditions)
    assert aid.source
    assert len(aid.source) <= 300
    doubtful = any(
        word in aid.source for word in ("non trouvé", "non lu", "rojet", "contradictoires")
    )
    assert not (aid.is_certain and doubtful)
