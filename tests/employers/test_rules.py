"""The insertion objective of each regime: cases read aloud."""

from dataclasses import replace
from datetime import date

import pytest

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from employers.rules import Contract, Duration, Pause, milestone

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
            None,
            id="two employers, each a day short of three months: sixty scattered days",
        ),
        pytest.param(
            [(1, "2025-05-01", "2025-07-30"), (2, "2025-10-01", "2025-12-30")]
            + [(3, "2026-03-01", "2026-03-02")],
            "2026-03-02",
            id="make two months by thirty-one, with two days more",
        ),
        pytest.param(
            [(1, "2025-05-01", "2025-07-30"), (2, "2025-10-01", "2025-12-30")]
            + [(3, "2026-03-01", "2026-03-01")],
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
            "Aucun contrat commencé sous la convention (D23, art. 1er, al. 2).",
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


@pytest.mark.parametrize(
    ("pauses", "last", "reached", "sentence"),
    [
        pytest.param(
            [("2025-03-01", "2025-03-10")],
            None,
            "2025-05-22",
            "3 mois chez A (interruptions déduites) : objectif atteint le 22 mai 2025 "
            "(D23, art. 1er, al. 2).",
            id="two months in one go, and nineteen days before with twelve after",
        ),
        pytest.param(
            [("2025-03-01", "2025-03-10")],
            "2025-05-21",
            None,
            "2 mois et 29 jours chez A (interruptions déduites) : il manque 1 jour.",
            id="and the last of them still lacks",
        ),
        pytest.param(
            [("2025-06-01", "2025-06-30")],
            None,
            "2025-05-09",
            "3 mois chez A (interruptions déduites) : objectif atteint le 9 mai 2025 "
            "(D23, art. 1er, al. 2).",
            id="a pause after the day changes nothing",
        ),
        pytest.param(
            [("2025-03-10", None)],
            None,
            None,
            "1 mois chez A (interruptions déduites) : il manque 2 mois.",
            id="a pause that still runs",
        ),
        pytest.param(
            [("2025-02-10", None)],
            None,
            None,
            "Contrat suspendu depuis son premier jour : aucun jour ne compte encore "
            "(D23, art. 1er, al. 2).",
            id="a contract suspended from its first day",
        ),
    ],
)
def test_pauses_are_taken_off(pauses, last, reached, sentence):
    spans = [
        Pause(
            starts_on=date.fromisoformat(first),
            ends_on=date.fromisoformat(end) if end else None,
        )
        for first, end in pauses
    ]
    one = replace(contract(1, "2025-02-10", last), pauses=tuple(spans))
    found = milestone([one], R2024, LATER)
    assert found.reached_on == (date.fromisoformat(reached) if reached else None)
    assert plain(found.sentence) == sentence


def at(user_company: str, *values) -> Contract:
    return replace(contract(*values), user_company=user_company)


@pytest.mark.parametrize(
    ("contracts", "doubt"),
    [
        pytest.param(
            [at("Usine X", 1, "2025-01-01", "2025-02-28"), at("Usine X", 2, "2025-03-01", None)],
            "le 31 mars 2025",
            id="one company through two agencies",
        ),
        pytest.param(
            [at("Usine X", 1, "2025-01-01", "2025-02-14")]
            + [at("Usine Y", 1, "2025-02-15", "2025-03-31")],
            "ne serait pas atteint",
            id="one agency, two companies",
        ),
        pytest.param(
            [at(" b ", 1, "2025-01-01", "2025-02-28"), contract(2, "2025-03-01", None)],
            "le 31 mars 2025",
            id="hired by the company where one worked",
        ),
        pytest.param(
            [at("Usine X", 1, "2025-01-01", "2025-03-31")], "", id="no doubt when nothing changes"
        ),
        pytest.param([contract(1, "2025-01-01", None)], "", id="no doubt without interim"),
    ],
)
def test_an_agency_is_the_employer_and_the_doubt_is_said_when_it_matters(contracts, doubt):
    found = milestone(contracts, R2024, LATER)
    assert doubt in plain(found.doubt)
    assert found.explanation.startswith(found.sentence)
    assert bool(doubt) == ("À confirmer" in found.explanation)


def test_what_counted_is_what_the_day_rests_on():
    alone = contract(1, "2025-01-01", "2025-03-31")
    later = contract(1, "2025-06-01", None)
    other = contract(2, "2025-01-01", "2025-01-31")
    assert milestone([alone, later, other], R2024, LATER).counted == {alone}
    assert milestone([other], R2024, LATER).counted == {other}
