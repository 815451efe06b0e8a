"""What is read as a fact, and what is refused with a French sentence."""

import json
from datetime import date

import pytest

from beneficiaries.enums import AssimilatedPeriod, Diploma, IncomeKind, Residence
from beneficiaries.rules.facts import NAMES, Facts
from beneficiaries.rules.facts_json import PARSERS, InvalidFactsError
from tests.beneficiaries.eligibility_cases import NOBODY

ON = date(2024, 2, 10)


def test_an_empty_object_knows_nothing():
    assert Facts.from_json({}, ON) == Facts()


def test_null_is_unknown_for_every_key():
    assert Facts.from_json(dict.fromkeys(PARSERS), ON) == Facts()


def test_each_value_gets_its_python_form():
    facts = Facts.from_json(
        {
            "born_on": "1994-01-01",
            "diploma": "bachelor",
            "income": ["integration_income"],
            "residence": "none",
            "assimilated_months_of_36": {"prison": 3, "sickness": None},
        },
        ON,
    )
    assert facts.born_on == date(1994, 1, 1)
    assert facts.diploma is Diploma.BACHELOR
    assert facts.income == {IncomeKind.INTEGRATION_INCOME}
    assert facts.residence is Residence.NONE
    assert facts.assimilated_months_of_36 == {
        AssimilatedPeriod.PRISON: 3,
        AssimilatedPeriod.SICKNESS: None,
    }


@pytest.mark.parametrize("facts", [{}, NOBODY, {"income": [], "handicap": ["recognition"]}])
def test_facts_written_as_json_are_read_back_the_same(facts):
    read = Facts.from_json(facts, ON)
    again = Facts.from_json(json.loads(json.dumps(read.to_json())), ON)
    assert again == read


def test_every_fact_has_a_name_and_a_parser_in_the_order_of_the_table():
    assert list(NAMES) == list(PARSERS) == list(Facts().to_json()) == list(NOBODY)


WRONG = [
    ("a text", "« x »"),
    ("a list", ["x"]),
    ("an object", {"x": 1}),
    ("a float", 24.0),
    ("a text that looks like a number", "24"),
]
MONTHS = [key for key in PARSERS if "months" in key and not key.startswith("assimilated")]
BOOLEANS = [key for key in PARSERS if NOBODY[key] is True or NOBODY[key] is False]


def refused(facts: object, on: date = ON) -> list[str]:
    with pytest.raises(InvalidFactsError) as caught:
        Facts.from_json(facts, on)
    return caught.value.sentences


@pytest.mark.parametrize("value", [None, [], "facts", 3, True])
def test_anything_but_an_object_is_refused(value):
    assert refused(value) == ["Les faits doivent former un seul objet JSON, entre accolades."]


@pytest.mark.parametrize("key", MONTHS)
@pytest.mark.parametrize("value", [v for _, v in WRONG] + [True, False], ids=repr)
def test_months_are_whole_numbers_and_nothing_else(key, value):
    assert refused({key: value}) == [f"« {key} » : il faut un nombre entier de mois."]


@pytest.mark.parametrize("key", BOOLEANS)
@pytest.mark.parametrize("value", [0, 1, "true", "oui", [], {}, 1.0], ids=repr)
def test_booleans_are_true_or_false_and_nothing_else(key, value):
    assert refused({key: value}) == [f"« {key} » : il faut true, false ou null, sans guillemets."]


@pytest.mark.parametrize(
    "value", ["10/02/1994", "1994-2-1", "19940201", "1994-W05-2", "", 1994, True, "1994-02-01 "]
)
def test_a_date_is_written_year_month_day(value):
    assert refused({"born_on": value}) == ["« born_on » : il faut une date écrite AAAA-MM-JJ."]


def test_a_day_that_does_not_exist_is_refused():
    assert refused({"born_on": "1999-02-29"}) == [
        "« born_on » : le 1999-02-29 n'existe pas dans le calendrier."
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"age": 30}, "« age » n'est pas un fait que la commande connaît."),
        ({"Diploma": "none"}, "« Diploma » n'est pas un fait"),
        ({"assimilated_months_of_36": {"holidays": 1}}, "« holidays » n'est pas un code admis"),
        ({"assimilated_months_of_36": {"prison": 37}}, "36 mois ne peuvent pas en contenir 37"),
        ({"assimilated_months_of_36": {"prison": -1}}, "ne peut pas être négatif"),
        ({"assimilated_months_of_36": {"prison": 1.5}}, "il faut un nombre entier de mois"),
        ({"assimilated_months_of_36": {"prison": True}}, "il faut un nombre entier de mois"),
        ({"assimilated_months_of_36": 3}, "il faut un objet de mois par période"),
        ({"assimilated_months_of_36": ["prison"]}, "il faut un objet de mois par période"),
        ({"registered_months_of_36": 37}, "36 mois ne peuvent pas en contenir 37"),
        ({"allowance_months_of_36": 37}, "36 mois ne peuvent pas en contenir 37"),
        ({"registered_months_of_36": -1}, "ne peut pas être négatif"),
        ({"months_without_work": -1}, "ne peut pas être négatif"),
        ({"months_without_work": 1441}, "dépasse la durée d'une vie"),
        ({"diploma": "CESS"}, "« CESS » n'est pas un code admis (none, primary"),
        ({"diploma": 3}, "« 3 » n'est pas un code admis"),
        ({"diploma": ["none"]}, "n'est pas un code admis"),
        ({"residence": "belgian"}, "n'est pas un code admis"),
        ({"residence": ["none"]}, "n'est pas un code admis"),
        ({"income": "integration_income"}, "il faut une liste de codes"),
        ({"income": {"integration_income": True}}, "il faut une liste de codes"),
        ({"income": ["salary"]}, "« salary » n'est pas un code admis"),
        ({"income": [None]}, "n'est pas un code admis"),
        ({"handicap": ["recognition", "recognition"]}, "un même code y figure deux fois"),
        ({"born_on": "2024-02-11"}, "est postérieure au jour demandé"),
        ({"born_on": "1850-01-01"}, "donne plus de 120 ans"),
        ({"born_on": "2004-02-10", "months_without_work": 241}, "plus que l'âge de la personne"),
        ({"born_on": "2024-01-10", "registered_months_of_36": 2}, "plus que l'âge"),
        ({"diploma": "x" * 10_000}, "xxx… » n'est pas un code admis"),
    ],
)
def test_impossible_values_are_refused_with_a_sentence(facts, words):
    [sentence] = refused(facts)
    assert words in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 400


@pytest.mark.parametrize(
    "facts",
    [
        {"born_on": "2024-02-10"},
        {"born_on": "2004-02-10", "months_without_work": 240},
        {"registered_months_of_36": 36, "allowance_months_of_36": 0},
        {"born_on": "1904-02-11"},
        {"income": [], "handicap": [], "assimilated_months_of_36": {}},
    ],
)
def test_values_at_the_edge_of_the_possible_are_read(facts):
    assert Facts.from_json(facts, ON)


def test_every_fault_gets_its_own_sentence():
    assert len(refused({"age": 3, "diploma": 1, "income": 2, "born_on": "hier"})) == 4
