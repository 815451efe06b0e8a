"""The figures that an administrator gives to a condition are checked one by one."""

import pytest

from beneficiaries.enums import CriterionKind
from beneficiaries.rules.parameters import PARAMETERS, InvalidParametersError, validate_params

K = CriterionKind
ALLOWANCES = {"months": 24, "assimilated": ["prison", "work_fte"], "work_fte_max": 3}


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        (K.REGISTERED_UNOCCUPIED, {}),
        (K.DIPLOMA_AT_MOST, {"diploma": "none"}),
        (K.REGISTERED_MONTHS, {"months": 1}),
        (K.REGISTERED_MONTHS, {"months": 36}),
        (K.ALLOWANCE_MONTHS, ALLOWANCES),
        (K.ALLOWANCE_MONTHS, {"months": 24}),
        (K.ALLOWANCE_MONTHS, {"months": 24, "assimilated": [], "work_fte_max": None}),
        (K.ALLOWANCE_MONTHS, {"months": 24, "assimilated": ["sickness"]}),
        (K.FLAG, {"fact": "referred_by_forem"}),
    ],
    ids=str,
)
def test_sound_parameters_pass(kind, params):
    validate_params(kind, params)


@pytest.mark.parametrize(
    ("kind", "params", "name", "sentence"),
    [
        (K.REGISTERED_UNOCCUPIED, {"months": 1}, "months", "n'a pas ce paramètre"),
        (K.DIPLOMA_AT_MOST, {}, "diploma", "obligatoire"),
        (K.DIPLOMA_AT_MOST, {"diploma": "CESS"}, "diploma", "Codes admis : none, primary"),
        (K.DIPLOMA_AT_MOST, {"diploma": ["none"]}, "diploma", "Codes admis"),
        (K.REGISTERED_MONTHS, {"months": 37}, "months", "entier de 1 à 36"),
        (K.REGISTERED_MONTHS, {"months": 0}, "months", "entier de 1 à 36"),
        (K.REGISTERED_MONTHS, {"months": "24"}, "months", "entier de 1 à 36"),
        (K.REGISTERED_MONTHS, {"months": True}, "months", "entier de 1 à 36"),
        (K.REGISTERED_MONTHS, {"months": 2.0}, "months", "entier de 1 à 36"),
        (K.INCOME_ANY, {"incomes": []}, "incomes", "obligatoire"),
        (K.INCOME_ANY, {"incomes": "integration_income"}, "incomes", "liste de codes"),
        (K.INCOME_ANY, {"incomes": ["salary"]}, "incomes", "Codes admis"),
        (K.REENTRY, {"months": 36, "absences": ["work", "work"]}, "absences", "deux fois"),
        (K.ALLOWANCE_MONTHS, ALLOWANCES | {"work_fte_max": None}, "work_fte_max", "maximum"),
        (K.ALLOWANCE_MONTHS, ALLOWANCES | {"work_fte_max": 37}, "work_fte_max", "de 0 à 36"),
    ],
    ids=str,
)
def test_unsound_parameters_get_a_sentence_beside_their_name(kind, params, name, sentence):
    with pytest.raises(InvalidParametersError) as caught:
        validate_params(kind, params)
    assert list(caught.value.faults) == [name]
    assert sentence in caught.value.faults[name]


def test_every_fault_is_told_at_once():
    with pytest.raises(InvalidParametersError) as caught:
        validate_params(K.YOUNG_UNOCCUPIED, {"age_below": 3, "extra": 1})
    assert set(caught.value.faults) == {"age_below", "months", "diploma", "extra"}


def test_every_parameter_has_a_label_and_its_choices_or_bounds():
    for parameter in [each for wanted in PARAMETERS.values() for each in wanted]:
        assert parameter.label
        assert parameter.choices or parameter.maximum > parameter.minimum
