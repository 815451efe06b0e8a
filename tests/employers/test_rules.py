"""The insertion objective of each regime: cases read aloud, and a slow reference day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from employers.rules import Contract, Duration, milestone
from mirec.core.periods import last_day_of
from tests.core.test_periods import closes_a_month

R2024 = InsertionRule(
    test=InsertionTest.MONTHS_EMPLOYED,
    months_same=3,
    months_several=6,
    article="D23, art. 1er, al. 2",
)
R2009 = InsertionRule(
    test=InsertionTest.CONTRACT_LENGTH,
    months_same=6,
    months_several=None,
    article="D04, art. 2",
)
LATER = date(2027, 1, 1)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no defect."""
NAMES = {1: "A", 2: "B", 3: "C"}


def contract(
    employer: int, starts: str, last: str | None, planned: str | None = "same"
) -> Contract:
    end = date.fromisoformat(last) if last else None
    term = last if planned == "same" else planned
    return Contract(
        employer_id=employer,
        employer_name=NAMES[employer],
        starts_on=date.fromisoformat(starts),
        last_day=end,
        planned_end_on=date.fromisoformat(term) if term else None,
        is_open_ended=term is None,
    )


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("contracts", "reached"),
    [
        pytest.param([(1, "2025-02-10", "2025-05-09")], "2025-05-09", id="three months to the day"),
        pytest.param([(1, "2025-02-10", "2025-05-08")], None, id="one day short of three months"),
        pytest.param([(1, "2024-11-30", "2025-02-28")], "2025-02-28", id="February lacks the 30th"),
        pytest.param([(1, "2024-11-30", "2025-02-27")], None, id="and its eve is one day short"),
        pytest.param([(1, "2023-11-30", "2024-02-29")], "2024-02-29", id="to a leap day"),
        pytest.param([(1, "2023-11-30", "2024-02-28")], None, id="one day short of a leap day"),
        pytest.param([(1, "2024-02-29", "2024-05-28")], "2024-05-28", id="from a leap day"),
        pytest.param([(1, "2025-03-31", "2025-06-30")], "2025-06-30", id="June lacks the 31st"),
        pytest.param([(1, "2025-02-10", None)], "2025-05-09", id="an open-ended contract"),
        pytest.param(
            [(1, "2025-01-01", "2025-01-31"), (1, "2025-03-01", "2025-04-30")],
            "2025-04-30",
            id="a break with one employer is allowed",
        ),
        pytest.param(
            [(1, "2025-01-01", "2025-02-28"), (1, "2025-02-01", "2025-03-31")],
            "2025-03-31",
            id="overlapping contracts of one employer count once",
        ),
        pytest.param(
            [(1, "2025-01-01", "2025-02-28"), (2, "2025-03-01", "2025-04-30")],
            None,
            id="two months with each of two employers are not enough",
        ),
        pytest.param(
            [
                (1, "2025-01-01", "2025-02-28"),
                (2, "2025-03-01", "2025-04-30"),
                (3, "2025-05-01", "2025-06-30"),
            ],
            "2025-06-30",
            id="two months with each of three employers",
        ),
        pytest.param(
            [
                (1, "2025-01-01", "2025-02-28"),
                (2, "2025-02-01", "2025-03-31"),
                (3, "2025-04-01", "2025-05-31"),
            ],
            None,
            id="a month under two contracts counts once",
        ),
        pytest.param(
            [
                (1, "2025-01-01", "2025-02-28"),
                (2, "2025-02-01", "2025-03-31"),
                (3, "2025-04-01", "2025-06-30"),
            ],
            "2025-06-30",
            id="so another month is needed",
        ),
        pytest.param(
            [(1, "2025-05-01", "2025-07-30"), (2, "2025-10-01", "2025-12-30")],
            "2025-12-30",
            id="two employers, each a day short: their left-over days make two months",
        ),
        pytest.param(
            [(1, "2025-05-01", "2025-07-30"), (2, "2025-10-01", "2025-12-29")],
            None,
            id="and a day less does not",
        ),
        pytest.param(
            [(1, "2025-01-01", "2025-02-28"), (2, "2025-02-01", None)],
            "2025-04-30",
            id="the second employer alone comes first",
        ),
    ],
)
def test_months_employed_under_the_decree_of_2023(contracts, reached):
    found = milestone([contract(*values) for values in contracts], R2024, LATER)
    assert found.reached_on == (date.fromisoformat(reached) if reached else None)
    assert (found.missing is None) == (reached is not None)


@pytest.mark.parametrize(
    ("contracts", "on", "sentence"),
    [
        pytest.param(
            [],
            "2025-06-01",
            "Aucun contrat de travail encodé (D23, art. 1er, al. 2).",
            id="no contract",
        ),
        pytest.param(
            [(1, "2025-02-10", "2025-05-09")],
            "2025-06-01",
            "3 mois chez A : objectif atteint le 9 mai 2025 (D23, art. 1er, al. 2).",
            id="one employer",
        ),
        pytest.param(
            [(1, "2024-11-04", "2025-01-03"), (2, "2025-01-04", "2025-03-20")]
            + [(3, "2025-03-21", "2025-06-10")],
            "2025-07-01",
            "2 mois chez A + 2 mois et 17 jours chez B + 1 mois et 13 jours chez C : objectif "
            "atteint le 3 mai 2025 (D23, art. 1er, al. 2).",
            id="several employers",
        ),
        pytest.param(
            [(3, "2025-02-10", "2025-04-27")],
            "2025-06-01",
            "2 mois et 18 jours chez C : il manque 12 jours.",
            id="what is missing with one employer",
        ),
        pytest.param(
            [(1, "2025-01-01", "2025-01-31"), (2, "2025-02-01", "2025-03-31")],
            "2025-06-01",
            "1 mois chez A + 2 mois chez B : il manque 1 mois chez B, ou 3 mois en tout chez "
            "plusieurs employeurs.",
            id="what is missing with several",
        ),
        pytest.param(
            [(1, "2025-02-10", None)],
            "2025-03-09",
            "1 mois chez A. À ce rythme, objectif atteint le 9 mai 2025 (D23, art. 1er, al. 2).",
            id="a running contract is projected",
        ),
        pytest.param(
            [(1, "2025-02-10", None)],
            "2025-02-01",
            "À ce rythme, objectif atteint le 9 mai 2025 (D23, art. 1er, al. 2).",
            id="a contract that has not begun",
        ),
        pytest.param(
            [(1, "2025-02-10", "2025-04-09")],
            "2025-03-01",
            "2 mois chez A jusqu'au 9 avril 2025 : il manque 1 mois.",
            id="a term that comes too soon",
        ),
        pytest.param(
            [(1, "2025-01-01", "2025-02-28"), (2, "2025-02-01", "2025-03-31")],
            "2025-06-01",
            "2 mois chez A + 2 mois chez B (jours communs comptés une fois) : il manque 1 mois "
            "chez A, ou 3 mois en tout chez plusieurs employeurs.",
            id="common days are said",
        ),
    ],
)
def test_the_sentence_can_be_read_to_the_person(contracts, on, sentence):
    found = milestone([contract(*values) for values in contracts], R2024, date.fromisoformat(on))
    assert plain(found.sentence) == sentence


@pytest.mark.parametrize(
    ("contracts", "reached", "sentence"),
    [
        pytest.param(
            [(1, "2015-01-05", "2015-07-04")],
            "2015-01-05",
            "Contrat de 6 mois chez A : objectif atteint le 5 janvier 2015 (D04, art. 2 ; durée "
            "reprise de la presse, à confirmer).",
            id="six months signed",
        ),
        pytest.param(
            [(1, "2015-01-05", "2015-07-03")],
            None,
            "Contrat de 5 mois et 29 jours chez A : un contrat d'au moins 6 mois est demandé "
            "(D04, art. 2 ; durée reprise de la presse, à confirmer).",
            id="one day short of six months",
        ),
        pytest.param(
            [(1, "2015-01-05", "2015-02-10", "2015-07-04")],
            "2015-01-05",
            "Contrat de 6 mois chez A : objectif atteint le 5 janvier 2015 (D04, art. 2 ; durée "
            "reprise de la presse, à confirmer).",
            id="what was signed counts, not what was worked",
        ),
        pytest.param(
            [(1, "2015-01-05", "2015-02-10", None)],
            "2015-01-05",
            "Contrat à durée indéterminée chez A : objectif atteint le 5 janvier 2015 (D04, "
            "art. 2 ; durée reprise de la presse, à confirmer).",
            id="open-ended counts",
        ),
        pytest.param(
            [(1, "2015-01-01", "2015-04-30"), (1, "2015-05-01", "2015-08-31")],
            None,
            "Contrat de 4 mois chez A : un contrat d'au moins 6 mois est demandé (D04, art. 2 ; "
            "durée reprise de la presse, à confirmer).",
            id="successive contracts do not add up",
        ),
    ],
)
def test_length_of_the_contract_before_2024(contracts, reached, sentence):
    found = milestone([contract(*values) for values in contracts], R2009, date(2016, 1, 1))
    assert found.reached_on == (date.fromisoformat(reached) if reached else None)
    assert plain(found.sentence) == sentence


def test_what_is_missing_can_be_compared():
    assert Duration(0, 12) < Duration(1) < Duration(1, 1)
    assert milestone([contract(3, "2025-02-10", "2025-04-27")], R2024, LATER).missing == Duration(
        0, 12
    )


# A slow reference: walk the calendar day by day, closing months as the calendar does.


def first_day_with(days: set[date], months: int) -> date | None:
    """The first worked day on which `months` months are made, counted one day after the other."""
    before, run, run_start = (0, 0), (0, 0), None
    for day in sorted(days):
        if day - timedelta(days=1) not in days:
            before, run, run_start = together(before, run), (0, 0), day
        run = (run[0], run[1] + 1)
        if day > run_start and closes_a_month(run_start, day):
            run = (run[0] + 1, 0)
        if together(before, run)[0] >= months:
            return day
    return None


def together(before: tuple[int, int], run: tuple[int, int]) -> tuple[int, int]:
    """Days left over by several periods make a month by thirties; those of one period do not."""
    months, days = before[0] + run[0], before[1] + run[1]
    while before[1] and days >= 30:
        months, days = months + 1, days - 30
    return months, days


def reference(contracts: list[Contract]) -> date | None:
    by_employer: dict[int, set[date]] = {}
    for one in contracts:
        span = (one.last_day - one.starts_on).days + 1
        days = {one.starts_on + timedelta(days=index) for index in range(span)}
        by_employer.setdefault(one.employer_id, set()).update(days)
    reached = [first_day_with(days, 3) for days in by_employer.values()]
    if len(by_employer) > 1:
        reached.append(first_day_with(set().union(*by_employer.values()), 6))
    return min((day for day in reached if day), default=None)


CONTRACTS = st.lists(
    st.builds(
        lambda employer, start, length: Contract(
            employer_id=employer,
            employer_name=NAMES[employer],
            starts_on=start,
            last_day=start + timedelta(days=length),
            planned_end_on=start + timedelta(days=length),
            is_open_ended=False,
        ),
        st.integers(1, 3),
        st.dates(date(2023, 11, 25), date(2024, 6, 5)),
        st.integers(0, 95),
    ),
    max_size=7,
)


@PATIENT
@given(CONTRACTS)
def test_the_milestone_equals_a_count_day_by_day(contracts):
    assert milestone(contracts, R2024, LATER).reached_on == reference(contracts)


@PATIENT
@given(CONTRACTS)
def test_the_order_of_the_contracts_changes_nothing(contracts):
    assert milestone(contracts, R2024, LATER) == milestone(contracts[::-1], R2024, LATER)


@PATIENT
@given(CONTRACTS, st.dates(date(2023, 11, 25), date(2025, 1, 1)))
def test_the_day_reached_does_not_depend_on_when_one_looks(contracts, on):
    assert (
        milestone(contracts, R2024, on).reached_on == milestone(contracts, R2024, LATER).reached_on
    )


@PATIENT
@given(st.dates(date(2023, 1, 1), date(2025, 1, 1)), st.integers(0, 200))
def test_an_open_ended_contract_is_reached_whenever_its_third_month_ends(start, days_later):
    running = Contract(
        employer_id=1,
        employer_name="A",
        starts_on=start,
        last_day=None,
        planned_end_on=None,
        is_open_ended=True,
    )
    found = milestone([running], R2024, start + timedelta(days=days_later))
    assert found.reached_on == last_day_of(start, 3)
    assert ("À ce rythme" in found.sentence) == (
        start + timedelta(days=days_later) < found.reached_on
    )


@PATIENT
@given(CONTRACTS)
def test_an_unreached_objective_always_says_what_is_missing(contracts):
    found = milestone(contracts, R2024, LATER)
    if contracts and found.reached_on is None:
        assert found.missing > Duration(0, 0)
        assert str(found.missing) in found.sentence
