"""Each condition of a hiring aid met, unmet and unknown; what they answer together."""

from datetime import date
from decimal import Decimal

import pytest

from beneficiaries.enums import Diploma, HandicapProof, IncomeKind
from employers.enums import AidOutcome, ContractType, InsertionProcess
from employers.rules.aid_conditions import KINDS
from employers.rules.aid_facts import Case, JobFacts, PersonFacts
from employers.rules.aids import (
    InvalidConditionError,
    assess_aid,
    is_closed_by_job,
    read_conditions,
)

ON = date(2026, 3, 2)
OPEN, CHECK = AidOutcome.OPEN, AidOutcome.TO_CHECK
UNKNOWN, CLOSED = AidOutcome.UNKNOWN, AidOutcome.CLOSED

P, J = PersonFacts, JobFacts
CASES = {
    "registered": [
        ({"code": "registered"}, P(registered=True), True, "inscrit·e au Forem"),
        ({"code": "registered"}, P(registered=False), False, "pas inscrit·e"),
        ({"code": "registered"}, P(), None, "inconnu : l'inscription au Forem"),
    ],
    "age_below": [
        ({"code": "age_below", "years": 25}, P(born_on=date(2001, 3, 2)), True, "24 ans"),
        ({"code": "age_below", "years": 25}, P(born_on=date(2001, 3, 1)), False, "25 ans"),
        ({"code": "age_below", "years": 25}, P(), None, "inconnu : la date de naissance"),
    ],
    "age_at_least": [
        ({"code": "age_at_least", "years": 57}, P(born_on=date(1969, 3, 1)), True, "57 ans"),
        ({"code": "age_at_least", "years": 57}, P(born_on=date(1969, 3, 2)), False, "56 ans"),
        ({"code": "age_at_least", "years": 57}, P(), None, "inconnu"),
    ],
    "age_at_quarter_end": [
        ({"code": "age_at_quarter_end", "years": 55}, P(born_on=date(1971, 3, 31)), True, "55 ans"),
        ({"code": "age_at_quarter_end", "years": 55}, P(born_on=date(1971, 4, 1)), False, "54 ans"),
        ({"code": "age_at_quarter_end", "years": 55}, P(), None, "inconnu"),
    ],
    "no_cess": [
        ({"code": "no_cess"}, P(diploma=Diploma.LOWER_SECONDARY), True, "secondaire inférieur"),
        ({"code": "no_cess"}, P(diploma=Diploma.UPPER_SECONDARY), False, "CESS"),
        ({"code": "no_cess"}, P(), None, "inconnu : le diplôme"),
    ],
    "cess_at_most": [
        ({"code": "cess_at_most"}, P(diploma=Diploma.UPPER_SECONDARY), True, "CESS"),
        ({"code": "cess_at_most"}, P(diploma=Diploma.BACHELOR), False, "Bachelier"),
        ({"code": "cess_at_most"}, P(), None, "inconnu : le diplôme"),
    ],
    "unoccupied_months": [
        (
            {"code": "unoccupied_months", "months": 12},
            P(registered=True, unoccupied_since=date(2025, 1, 2)),
            True,
            "14 mois d'inoccupation sur 12 demandés",
        ),
        (
            {"code": "unoccupied_months", "months": 12},
            P(registered=True, unoccupied_since=date(2025, 3, 2)),
            True,
            "12 mois",
        ),
        (
            {"code": "unoccupied_months", "months": 12},
            P(registered=True, unoccupied_since=date(2025, 3, 3)),
            False,
            "11 mois",
        ),
        ({"code": "unoccupied_months", "months": 12}, P(registered=False), False, "0 mois"),
        ({"code": "unoccupied_months", "months": 12}, P(), None, "la durée d'inoccupation"),
    ],
    "unoccupied_more": [
        (
            {"code": "unoccupied_more", "months": 12},
            P(registered=True, unoccupied_since=date(2025, 3, 1)),
            True,
            "plus de 12",
        ),
        (
            {"code": "unoccupied_more", "months": 12},
            P(registered=True, unoccupied_since=date(2025, 3, 2)),
            False,
            "plus de 12",
        ),
        ({"code": "unoccupied_more", "months": 12}, P(), None, "inconnu"),
    ],
    "idle_of_nine": [
        ({"code": "idle_of_nine", "months": 6}, P(idle_since=date(2025, 9, 2)), True, "6 mois"),
        ({"code": "idle_of_nine", "months": 6}, P(idle_since=date(2025, 9, 3)), None, "inconnu"),
        ({"code": "idle_of_nine", "months": 6}, P(), None, "les mois travaillés"),
    ],
    "integration_income": [
        (
            {"code": "integration_income"},
            P(income=frozenset({IncomeKind.EQUIVALENT_FINANCIAL_AID})),
            True,
            "aide équivalente",
        ),
        ({"code": "integration_income"}, P(income=frozenset()), False, "ni revenu"),
        ({"code": "integration_income"}, P(), None, "inconnu"),
    ],
    "aviq_recognition": [
        (
            {"code": "aviq_recognition"},
            P(handicap=frozenset({HandicapProof.RECOGNITION})),
            True,
            "reconnaissance",
        ),
        (
            {"code": "aviq_recognition"},
            P(handicap=frozenset({HandicapProof.INCAPACITY_20})),
            False,
            "aucune",
        ),
        ({"code": "aviq_recognition"}, P(), None, "inconnu"),
    ],
    "walloon_home": [
        ({"code": "walloon_home"}, P(postal_code="6000"), True, "6000"),
        ({"code": "walloon_home"}, P(postal_code="1348"), True, "1348"),
        ({"code": "walloon_home"}, P(postal_code="4700"), False, "4700"),
        ({"code": "walloon_home"}, P(postal_code="1000"), False, "1000"),
        ({"code": "walloon_home"}, P(), None, "inconnu : le domicile"),
    ],
    "contract_lasting": [
        ({"code": "contract_lasting", "months": 2}, J(contract_type=ContractType.CDI), True, "CDI"),
        ({"code": "contract_lasting", "months": 2}, J(months=2), True, "2 mois sur 2"),
        ({"code": "contract_lasting", "months": 2}, J(months=1), False, "1 mois sur 2"),
        (
            {"code": "contract_lasting", "months": 2},
            J(contract_type=ContractType.CDD),
            None,
            "la durée du contrat",
        ),
    ],
    "hours_share": [
        ({"code": "hours_share", "percent": 50}, J(hours_per_week=Decimal(19)), True, "19 h"),
        ({"code": "hours_share", "percent": 50}, J(hours_per_week=Decimal(18)), None, "du secteur"),
        ({"code": "hours_share", "percent": 50}, J(hours_per_week=Decimal("17.4")), False, "17,4"),
        ({"code": "hours_share", "percent": 100}, J(hours_per_week=Decimal(38)), True, "38 h"),
        ({"code": "hours_share", "percent": 50}, J(), None, "inconnu"),
    ],
    "article_60": [
        ({"code": "article_60"}, J(contract_type=ContractType.ARTICLE_60), True, "article 60"),
        ({"code": "article_60"}, J(contract_type=ContractType.CDI), False, "autre contrat"),
        ({"code": "article_60"}, J(), None, "le type de contrat"),
    ],
    "not_article_60": [
        ({"code": "not_article_60"}, J(contract_type=ContractType.CDD), True, "pas un article 60"),
        ({"code": "not_article_60"}, J(contract_type=ContractType.ARTICLE_60), False, "article 60"),
        ({"code": "not_article_60"}, J(), None, "le type de contrat"),
    ],
    "pfi": [
        ({"code": "pfi"}, J(process=InsertionProcess.PFI), True, "convenu"),
        ({"code": "pfi"}, J(process=InsertionProcess.DIRECT), False, "autre mode"),
        ({"code": "pfi"}, J(), None, "inconnu"),
    ],
}  # fmt: skip
EACH = [(code, number, *case) for code, cases in CASES.items() for number, case in enumerate(cases)]


def test_every_condition_has_a_met_and_an_unknown_case():
    assert CASES.keys() == KINDS.keys()
    for cases in CASES.values():
        assert {True, None} <= {holds for _, _, holds, _ in cases}


@pytest.mark.parametrize(
    ("row", "facts", "holds", "words"),
    [case[2:] for case in EACH],
    ids=[f"{code} {number}" for code, number, *_ in EACH],
)
def test_a_condition_says_what_is_the_case(row, facts, holds, words):
    is_person = isinstance(facts, PersonFacts)
    case = Case(facts if is_person else P(), J() if is_person else facts, ON)
    (answered,) = assess_aid(read_conditions([row]), case).plain
    assert answered.holds is holds
    assert words in answered.sentence
    assert answered.condition.words


TOGETHER = {
    "nothing asked": ([], P(), OPEN),
    "all met": ([{"code": "registered"}], P(registered=True), OPEN),
    "met, but the employer is asked": (
        [{"code": "registered"}, {"code": "to_check", "text": "moins de 50 personnes"}],
        P(registered=True),
        CHECK,
    ),
    "one unmet settles it": (
        [{"code": "registered"}, {"code": "no_cess"}], P(registered=False), CLOSED
    ),
    "one unknown leaves it open": (
        [{"code": "registered"}, {"code": "no_cess"}], P(registered=True), UNKNOWN
    ),
    "one way suffices": (
        [{"code": "no_cess", "way": 1}, {"code": "cess_at_most", "way": 2}],
        P(diploma=Diploma.UPPER_SECONDARY),
        OPEN,
    ),
    "a way needs all of it": (
        [
            {"code": "no_cess", "way": 1},
            {"code": "cess_at_most", "way": 2},
            {"code": "registered", "way": 2},
        ],
        P(diploma=Diploma.UPPER_SECONDARY, registered=False),
        CLOSED,
    ),
    "no way is known yet": (
        [{"code": "no_cess", "way": 1}, {"code": "registered", "way": 2}],
        P(diploma=Diploma.MASTER),
        UNKNOWN,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "facts", "outcome"), TOGETHER.values(), ids=TOGETHER)
def test_what_the_conditions_answer_together(rows, facts, outcome):
    assert assess_aid(read_conditions(rows), Case(facts, J(), ON)).outcome is outcome


def test_the_job_alone_excludes_without_anybody():
    rows = read_conditions([{"code": "registered"}, {"code": "hours_share", "percent": 50}])
    assert is_closed_by_job(rows, J(hours_per_week=Decimal(10)), ON)
    assert not is_closed_by_job(rows, J(hours_per_week=Decimal(38)), ON)
    assert not is_closed_by_job(rows, J(), ON)


BROKEN = {
    "unknown": {"code": "moon"},
    "no code": {},
    "no number": {"code": "age_below"},
    "a number in letters": {"code": "age_below", "years": "vingt"},
    "none at all": {"code": "age_below", "years": 0},
    "nothing to check": {"code": "to_check", "text": " "},
}


@pytest.mark.parametrize("row", BROKEN.values(), ids=BROKEN)
def test_a_condition_that_no_rule_reads_is_refused(row):
    with pytest.raises(InvalidConditionError):
        read_conditions([row])
