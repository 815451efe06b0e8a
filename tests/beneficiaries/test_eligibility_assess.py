"""The verdict, the derogation and the one sentence that the coach reads to the person."""

from dataclasses import replace
from datetime import date

import pytest

from beneficiaries.enums import Answer, Verdict
from beneficiaries.rules.eligibility import Assessment, assess
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.regimes import CriterionRule, RegimeRules, regime_on
from beneficiaries.rules.shipped import SHIPPED
from tests.beneficiaries.eligibility_cases import IN_2005, IN_2009, IN_2024, NOBODY

R2005, R2009, R2024 = SHIPPED


def assessed(facts: dict, on: date = IN_2024, regime: RegimeRules | None = None) -> Assessment:
    return assess(Facts.from_json(facts, on), regime or regime_on(SHIPPED, on), on)


def test_thirty_years_registered_and_no_cess_is_eligible_by_1():
    assessment = assessed(
        {
            "born_on": "1994-01-15",
            "compulsory_schooling": False,
            "registered_unoccupied": True,
            "diploma": "lower_secondary",
        }
    )
    assert assessment.verdict is Verdict.ELIGIBLE
    assert assessment.codes_met == ["1"]
    assert assessment.sentence == (
        "Éligible au 10 février 2024 : pas de CESS ni de titre équivalent "
        "(art. 3, § 1er, al. 1er, 1°)."
    )


def test_a_bachelor_registered_23_months_is_not_eligible_but_by_derogation():
    assessment = assessed(NOBODY | {"registered_months_of_36": 23})
    assert assessment.verdict is Verdict.NOT_ELIGIBLE
    assert assessment.derogation_possible
    assert assessment.sentence == (
        "Non éligible au 10 février 2024, car aucune des 9 conditions n'est remplie "
        "(art. 3, § 1er, al. 1er) : diplôme de bachelier déjà obtenu (1°), "
        "23 mois d'inscription sur les 36 derniers au lieu de 24 (2°), "
        "travail, allocations de chômage et revenu d'intégration ou aide équivalente au cours des "
        "36 derniers mois (3°), "
        "pas de revenu d'intégration ni d'aide financière équivalente au revenu d'intégration "
        "(4°), pas de séjour légal comme ressortissant étranger (5°), 25 ans accomplis (6°), "
        "moins de 55 ans (7°), pas d'orientation par l'AViQ ni de preuve de handicap admise (8°) "
        "et pas d'adressage par le Forem (9°) ; une dérogation reste possible (art. 3, § 3 : "
        "10 % au plus des personnes prises en charge dans l'année)."
    )


def test_a_bachelor_registered_24_months_is_eligible_by_2():
    assessment = assessed(NOBODY | {"registered_months_of_36": 24})
    assert assessment.verdict is Verdict.ELIGIBLE
    assert assessment.codes_met == ["2"]
    assert "24 mois d'inscription sur les 36 derniers" in assessment.sentence
    assert "(art. 3, § 1er, al. 1er, 2°)" in assessment.sentence


LOW = NOBODY | {"diploma": "none"}


@pytest.mark.parametrize(
    ("words", "facts", "verdict", "derogation"),
    [
        ("all known and met", LOW, "eligible", False),
        ("not registered", LOW | {"registered_unoccupied": False}, "not_eligible", False),
        ("registration unknown", LOW | {"registered_unoccupied": None}, "unknown", False),
        ("at school", LOW | {"compulsory_schooling": True}, "not_eligible", True),
        ("schooling unknown", LOW | {"compulsory_schooling": None}, "unknown", False),
        ("at school, registration unknown",
         LOW | {"compulsory_schooling": True, "registered_unoccupied": None},
         "not_eligible", False),
        ("no condition met", NOBODY, "not_eligible", True),
        ("no condition met, not registered",
         NOBODY | {"registered_unoccupied": False}, "not_eligible", False),
        ("no condition met, registration unknown",
         NOBODY | {"registered_unoccupied": None}, "not_eligible", False),
        ("one condition open, others unmet", NOBODY | {"handicap": None}, "unknown", False),
        ("one condition open, another met", LOW | {"handicap": None}, "eligible", False),
        ("one condition open, not registered",
         NOBODY | {"handicap": None, "registered_unoccupied": False}, "not_eligible", False),
        ("nothing known", {}, "unknown", False),
        ("only known not to be registered",
         {"registered_unoccupied": False}, "not_eligible", False),
        ("only known to be at school", {"compulsory_schooling": True}, "not_eligible", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_verdict_of_2024(words, facts, verdict, derogation):
    assessment = assessed(facts)
    assert (assessment.verdict, assessment.derogation_possible) == (verdict, derogation)


@pytest.mark.parametrize("on", [IN_2005, IN_2009], ids=str)
@pytest.mark.parametrize(
    ("words", "facts", "verdict", "derogation"),
    [
        ("no condition met", NOBODY, "not_eligible", True),
        ("not registered", LOW | {"registered_unoccupied": False}, "not_eligible", False),
        ("a refugee needs no registration",
         NOBODY | {"residence": "recognised_refugee", "registered_unoccupied": False},
         "eligible", False),
        ("a refugee at school",
         NOBODY | {"residence": "recognised_refugee", "compulsory_schooling": True},
         "eligible", False),
        ("nothing known", {}, "unknown", False),
        ("no condition met, registration unknown",
         NOBODY | {"registered_unoccupied": None}, "not_eligible", False),
        ("low diploma, registration unknown",
         LOW | {"registered_unoccupied": None}, "unknown", False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_verdict_before_2024(on, words, facts, verdict, derogation):
    assessment = assessed(facts, on)
    assert (assessment.verdict, assessment.derogation_possible) == (verdict, derogation)


def test_the_same_person_on_each_side_of_the_border_of_2024():
    """24 months of allowances opened the door until 2023; registration opens it since."""
    facts = NOBODY | {"allowance_months_of_36": 24, "registered_months_of_36": 23}
    assert assessed(facts, date(2023, 12, 31)).codes_met == ["2"]
    assert assessed(facts, date(2024, 1, 1)).codes_met == []


def test_five_months_of_work_are_assimilated_from_july_2009():
    facts = NOBODY | {"allowance_months_of_36": 19, "assimilated_months_of_36": {"work_fte": 5}}
    assert assessed(facts, date(2009, 6, 30)).verdict is Verdict.NOT_ELIGIBLE
    assert assessed(facts, date(2009, 7, 1)).codes_met == ["2"]


def test_several_conditions_are_said_in_one_sentence():
    facts = LOW | {"registered_months_of_36": 24, "income": ["integration_income"]}
    assert assessed(facts).sentence == (
        "Éligible au 10 février 2024 (art. 3, § 1er, al. 1er) : pas de CESS ni de titre "
        "équivalent (1°), 24 mois d'inscription sur les 36 derniers (2°) et revenu "
        "d'intégration (4°)."
    )


def test_only_what_can_change_the_verdict_is_missing():
    assessment = assessed(NOBODY | {"handicap": None, "referred_by_forem": None})
    assert assessment.sentence == (
        "On ne peut pas encore conclure au 10 février 2024 : il manque l'orientation par l'AViQ "
        "ou la preuve d'un handicap et l'adressage éventuel par le Forem "
        "(art. 3, § 1er, al. 1er, 8° et 9°)."
    )
    assert len(assessment.missing) == 2


def test_once_a_condition_is_met_only_the_general_ones_are_missing():
    assessment = assessed({"diploma": "none", "compulsory_schooling": False})
    assert assessment.sentence == (
        "On ne peut pas encore conclure au 10 février 2024 : il manque l'inscription au Forem "
        "comme demandeur d'emploi inoccupé (art. 3, § 1er, al. 1er)."
    )


def test_a_fact_that_several_conditions_need_is_named_once():
    assessment = assessed({})
    assert assessment.missing.count("le diplôme le plus élevé") == 1
    assert "1° à 9°" in assessment.sentence


def test_a_decided_verdict_misses_nothing():
    assert assessed(LOW | {"handicap": None}).missing == []
    assert assessed({"registered_unoccupied": False}).missing == []


def test_who_is_not_registered_hears_it():
    assert assessed(LOW | {"registered_unoccupied": False}).sentence == (
        "Non éligible au 10 février 2024 : pas d'inscription au Forem comme demandeur d'emploi "
        "inoccupé (art. 3, § 1er, al. 1er)."
    )


def test_the_derogation_of_2009_says_its_two_requirements():
    sentence = assessed(NOBODY, IN_2009).sentence
    assert "une dérogation reste possible si le Gouvernement y a autorisé la Mire et si" in sentence
    assert "caractéristiques socio-économiques" in sentence
    assert "20 % au plus du nombre de personnes reçues au titre des 1° à 7°" in sentence


def test_the_derogation_of_2005_only_needs_the_authorisation():
    sentence = assessed(NOBODY, IN_2005).sentence
    assert "si le Gouvernement y a autorisé la Mire (art. 3, § 1er, al. 2 : 20 %" in sentence
    assert "socio-économiques" not in sentence


def test_a_derogation_that_hangs_on_an_unknown_registration_is_said_so():
    sentence = assessed(NOBODY | {"registered_unoccupied": None}, IN_2009).sentence
    assert "une dérogation demanderait une inscription au Forem" in sentence


def test_conditions_refused_for_the_same_reason_are_said_together():
    facts = LOW | {
        "registered_unoccupied": False,
        "allowance_months_of_36": 36,
        "months_without_work": 36,
        "months_without_allowance": 36,
    }
    sentence = assessed(facts, IN_2005).sentence
    assert "pas d'inscription au Forem comme demandeur d'emploi inoccupé (1° à 3°)" in sentence


def without(regime: RegimeRules, *codes: str, **changes) -> RegimeRules:
    kept = tuple(rule for rule in regime.criteria if rule.code not in codes)
    return replace(regime, criteria=kept, **changes)


def test_a_text_that_drops_5_9_and_the_derogation_needs_no_code():
    draft = without(R2024, "5", "9", code="R2026", quota=None)
    stranger = NOBODY | {"residence": "legal_stay", "referred_by_forem": True}
    assert assessed(stranger).codes_met == ["5", "9"]
    assessment = assessed(stranger, IN_2024, draft)
    assert assessment.verdict is Verdict.NOT_ELIGIBLE
    assert not assessment.derogation_possible
    assert "dérogation" not in assessment.sentence
    assert "aucune des 7 conditions n'est remplie" in assessment.sentence
    assert [each.code for each in assessment.criteria] == ["1", "2", "3", "4", "6", "7", "8"]


def test_a_threshold_that_the_administrator_moves_moves_the_answer():
    older = [
        replace(rule, params={"age": 60}) if rule.code == "7" else rule for rule in R2024.criteria
    ]
    draft = replace(R2024, criteria=tuple(older))
    facts = NOBODY | {"born_on": "1967-02-10"}
    assert assessed(facts).codes_met == ["7"]
    assert assessed(facts, regime=draft).codes_met == []
    assert "moins de 60 ans (7°)" in assessed(facts, regime=draft).sentence


def test_a_text_of_one_condition_is_said_in_the_singular():
    draft = without(R2024, *"12345678")
    assert "car la condition n'est pas remplie" in assessed(NOBODY, regime=draft).sentence


def test_a_text_without_conditions_lets_nobody_in():
    draft = replace(R2024, criteria=())
    assessment = assessed(LOW, regime=draft)
    assert assessment.verdict is Verdict.NOT_ELIGIBLE
    assert "le texte n'ouvre aucune condition d'accès" in assessment.sentence


def test_an_article_without_an_ordinal_is_cited_whole():
    rule: CriterionRule = replace(R2024.criteria[6], article="Décret X, art. 4")
    draft = replace(R2024, criteria=(rule,))
    facts = NOBODY | {"born_on": "1950-01-01"}
    assert assessed(facts, regime=draft).sentence == (
        "Éligible au 10 février 2024 : 55 ans accomplis (art. 4)."
    )


def test_the_json_has_the_keys_of_the_issue_and_no_general_condition():
    result = assessed(LOW).to_json()
    assert list(result) == [
        "regime", "on", "verdict", "criteria", "derogation_possible", "sentence",
    ]  # fmt: skip
    assert [each["code"] for each in result["criteria"]] == list("123456789")
    assert all(list(each) == ["code", "article", "answer"] for each in result["criteria"])
    assert result["on"] == "2024-02-10"
    assert result["verdict"] == "eligible"


def test_the_general_answers_stand_apart():
    assessment = assessed({"registered_unoccupied": True})
    assert [each.answer for each in assessment.general] == [Answer.UNKNOWN, Answer.MET]
