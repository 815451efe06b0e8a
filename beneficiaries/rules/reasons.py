"""Why is a condition met or not? A few French words that fit into a spoken sentence."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from beneficiaries.enums import (
    Absence,
    CriterionKind,
    Diploma,
    FlagFact,
    HandicapProof,
    IncomeKind,
    Residence,
)
from beneficiaries.rules.criteria import Params, allowance_range
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.french import listed, months_of, neither
from beneficiaries.rules.words import (
    ABSENCES,
    FLAGS,
    HELD,
    INCOMES,
    LACKED,
    PROOFS,
    REGISTRATION,
    RESIDENCES,
)

Reason = Callable[[Facts, date, Params], str]
WINDOW = "sur les 36 derniers"


def schooling_over(facts: Facts, on: date, params: Params) -> str:
    return "obligation scolaire terminée"


def schooling_running(facts: Facts, on: date, params: Params) -> str:
    return "obligation scolaire encore en cours"


def is_registered(facts: Facts, on: date, params: Params) -> str:
    return REGISTRATION


def not_registered(facts: Facts, on: date, params: Params) -> str:
    return neither([REGISTRATION])


def diploma_low(facts: Facts, on: date, params: Params) -> str:
    return neither([LACKED[Diploma(params["diploma"])]])


def diploma_high(facts: Facts, on: date, params: Params) -> str:
    return f"{HELD[facts.diploma or Diploma.NONE]} déjà obtenu"


def months_registered(facts: Facts, on: date, params: Params) -> str:
    count = facts.registered_months_of_36 or 0
    return f"{months_of(count, 'inscription')} {WINDOW}"


def months_registered_short(facts: Facts, on: date, params: Params) -> str:
    return f"{months_registered(facts, on, params)} au lieu de {params['months']}"


def months_allowed(facts: Facts, on: date, params: Params) -> str:
    fewest, _ = allowance_range(facts, params)
    return f"{months_of(min(fewest, 36), allowances(params))} {WINDOW}"


def months_allowed_short(facts: Facts, on: date, params: Params) -> str:
    _, most = allowance_range(facts, params)
    return f"{months_of(most, allowances(params))} {WINDOW} au lieu de {params['months']}"


def allowances(params: Params) -> str:
    return "allocations ou de périodes assimilées" if params.get("assimilated") else "allocations"


def long_away(facts: Facts, on: date, params: Params) -> str:
    words = listed((ABSENCES[Absence(absence)] for absence in params["absences"]), "ni")
    return f"{params['months']} mois au moins sans {words}"


def not_long_away(facts: Facts, on: date, params: Params) -> str:
    """What the person has had within the months of the text."""
    had = [
        ABSENCES[absence]
        for absence in map(Absence, params["absences"])
        if (months := facts.months_without(absence)) is not None and months < params["months"]
    ]
    return f"{listed(had)} au cours des {params['months']} derniers mois"


def incomes_held(facts: Facts, on: date, params: Params) -> str:
    held = facts.income or frozenset()
    return listed(INCOMES[kind] for kind in IncomeKind if kind in held & set(params["incomes"]))


def incomes_lacking(facts: Facts, on: date, params: Params) -> str:
    return neither(INCOMES[IncomeKind(code)] for code in params["incomes"])


def residence_held(facts: Facts, on: date, params: Params) -> str:
    return RESIDENCES[facts.residence or Residence.NONE]


def residence_lacking(facts: Facts, on: date, params: Params) -> str:
    wanted = params["residences"]
    if Residence.LEGAL_STAY in wanted:
        return neither([RESIDENCES[Residence.LEGAL_STAY]])
    return neither(RESIDENCES[Residence(code)] for code in wanted)


def young(facts: Facts, on: date, params: Params) -> str:
    diploma = diploma_low(facts, on, params)
    unoccupied = f"{params['months']} mois d'inoccupation au moins"
    return f"moins de {params['age_below']} ans, {unoccupied} et {diploma}"


def not_young(facts: Facts, on: date, params: Params) -> str:
    """The first of the three that fails."""
    age = facts.age_on(on)
    if age is not None and age >= params["age_below"]:
        return f"{params['age_below']} ans accomplis"
    if facts.months_unoccupied is not None and facts.months_unoccupied < params["months"]:
        return f"moins de {params['months']} mois d'inoccupation"
    return diploma_high(facts, on, params)


def old_enough(facts: Facts, on: date, params: Params) -> str:
    return f"{params['age']} ans accomplis"


def too_young(facts: Facts, on: date, params: Params) -> str:
    return f"moins de {params['age']} ans"


def proofs_held(facts: Facts, on: date, params: Params) -> str:
    held = (facts.handicap or frozenset()) & set(params["proofs"])
    return listed(PROOFS[proof] for proof in HandicapProof if proof in held)


def proofs_lacking(facts: Facts, on: date, params: Params) -> str:
    if len(params["proofs"]) == 1:
        return neither([PROOFS[HandicapProof(params["proofs"][0])]])
    return "pas d'orientation par l'AViQ ni de preuve de handicap admise"


def flag_holds(facts: Facts, on: date, params: Params) -> str:
    return FLAGS[FlagFact(params["fact"])]


def flag_fails(facts: Facts, on: date, params: Params) -> str:
    return neither([FLAGS[FlagFact(params["fact"])]])


#: For each kind: the words when it is met, the words when it is not.
REASONS: Mapping[CriterionKind, tuple[Reason, Reason]] = MappingProxyType(
    {
        CriterionKind.NOT_IN_COMPULSORY_SCHOOLING: (schooling_over, schooling_running),
        CriterionKind.REGISTERED_UNOCCUPIED: (is_registered, not_registered),
        CriterionKind.DIPLOMA_AT_MOST: (diploma_low, diploma_high),
        CriterionKind.REGISTERED_MONTHS: (months_registered, months_registered_short),
        CriterionKind.ALLOWANCE_MONTHS: (months_allowed, months_allowed_short),
        CriterionKind.REENTRY: (long_away, not_long_away),
        CriterionKind.INCOME_ANY: (incomes_held, incomes_lacking),
        CriterionKind.RESIDENCE_ANY: (residence_held, residence_lacking),
        CriterionKind.YOUNG_UNOCCUPIED: (young, not_young),
        CriterionKind.AGE_AT_LEAST: (old_enough, too_young),
        CriterionKind.HANDICAP_ANY: (proofs_held, proofs_lacking),
        CriterionKind.FLAG: (flag_holds, flag_fails),
    }
)
