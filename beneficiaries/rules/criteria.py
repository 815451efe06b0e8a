"""Does the person meet a condition of this kind? The library of which a regime is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from beneficiaries.enums import Absence, AssimilatedPeriod, CriterionKind, Diploma, FlagFact
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.logic import all_hold, at_least, below

Params = Mapping[str, Any]
Predicate = Callable[[Facts, date, Params], bool | None]
WINDOW_MONTHS = 36


@dataclass(frozen=True)
class Kind:
    """`reads` names the facts that the predicate looks at."""

    description: str
    test: Predicate
    reads: Callable[[Params], tuple[str, ...]]


def not_in_compulsory_schooling(facts: Facts, on: date, params: Params) -> bool | None:
    return None if facts.compulsory_schooling is None else not facts.compulsory_schooling


def registered_unoccupied(facts: Facts, on: date, params: Params) -> bool | None:
    return facts.registered_unoccupied


def diploma_at_most(facts: Facts, on: date, params: Params) -> bool | None:
    if facts.diploma is None:
        return None
    return facts.diploma.rank <= Diploma(params["diploma"]).rank


def registered_months(facts: Facts, on: date, params: Params) -> bool | None:
    return at_least(facts.registered_months_of_36, params["months"])


def allowance_months(facts: Facts, on: date, params: Params) -> bool | None:
    """Decided as soon as the fewest possible months reach the figure, or the most do not."""
    fewest, most = allowance_range(facts, params)
    if fewest >= params["months"]:
        return True
    return False if most < params["months"] else None


def allowance_range(facts: Facts, params: Params) -> tuple[int, int]:
    """The fewest and the most months with allowances, assimilated ones included."""
    own = facts.allowance_months_of_36
    ranges = [(0, WINDOW_MONTHS) if own is None else (own, own)]
    ranges += [assimilated_range(facts, period, params) for period in assimilated_kinds(params)]
    return sum(fewest for fewest, _ in ranges), sum(most for _, most in ranges)


def assimilated_range(facts: Facts, period: AssimilatedPeriod, params: Params) -> tuple[int, int]:
    """Work beyond its maximum is not assimilated at all («ne dépassent pas ensemble»)."""
    is_work = period is AssimilatedPeriod.WORK_FTE
    most = params["work_fte_max"] if is_work else WINDOW_MONTHS
    given = facts.assimilated_months_of_36
    months = None if given is None else given.get(period, 0)
    if months is None:
        return 0, most
    return (months, months) if months <= most else (0, 0)


def assimilated_kinds(params: Params) -> list[AssimilatedPeriod]:
    return [AssimilatedPeriod(code) for code in params.get("assimilated") or []]


def reentry(facts: Facts, on: date, params: Params) -> bool | None:
    return all_hold(
        at_least(facts.months_without(Absence(absence)), params["months"])
        for absence in params["absences"]
    )


def income_any(facts: Facts, on: date, params: Params) -> bool | None:
    return None if facts.income is None else not facts.income.isdisjoint(params["incomes"])


def residence_any(facts: Facts, on: date, params: Params) -> bool | None:
    return None if facts.residence is None else facts.residence in params["residences"]


def young_unoccupied(facts: Facts, on: date, params: Params) -> bool | None:
    """The birthday itself is too late."""
    return all_hold(
        [
            below(facts.age_on(on), params["age_below"]),
            at_least(facts.months_unoccupied, params["months"]),
            diploma_at_most(facts, on, params),
        ]
    )


def age_at_least(facts: Facts, on: date, params: Params) -> bool | None:
    return at_least(facts.age_on(on), params["age"])


def handicap_any(facts: Facts, on: date, params: Params) -> bool | None:
    return None if facts.handicap is None else not facts.handicap.isdisjoint(params["proofs"])


def flag(facts: Facts, on: date, params: Params) -> bool | None:
    return facts.flag(FlagFact(params["fact"]))


def reads_always(*keys: str) -> Callable[[Params], tuple[str, ...]]:
    return lambda params: keys


def reads_allowances(params: Params) -> tuple[str, ...]:
    own = ("allowance_months_of_36",)
    return (*own, "assimilated_months_of_36") if params.get("assimilated") else own


def reads_absences(params: Params) -> tuple[str, ...]:
    return tuple(f"months_without_{Absence(absence).value}" for absence in params["absences"])


def reads_flag(params: Params) -> tuple[str, ...]:
    return (FlagFact(params["fact"]).value,)


KINDS: Mapping[CriterionKind, Kind] = MappingProxyType(
    {
        CriterionKind.NOT_IN_COMPULSORY_SCHOOLING: Kind(
            "La personne n'est plus soumise à l'obligation scolaire.",
            not_in_compulsory_schooling,
            reads_always("compulsory_schooling"),
        ),
        CriterionKind.REGISTERED_UNOCCUPIED: Kind(
            "La personne est inscrite ce jour-là au Forem comme demandeur d'emploi inoccupé.",
            registered_unoccupied,
            reads_always("registered_unoccupied"),
        ),
        CriterionKind.DIPLOMA_AT_MOST: Kind(
            "Le diplôme le plus élevé ne dépasse pas celui qui est indiqué.",
            diploma_at_most,
            reads_always("diploma"),
        ),
        CriterionKind.REGISTERED_MONTHS: Kind(
            "La personne a été inscrite comme inoccupée assez de mois sur les 36 derniers.",
            registered_months,
            reads_always("registered_months_of_36"),
        ),
        CriterionKind.ALLOWANCE_MONTHS: Kind(
            "La personne a reçu des allocations assez de mois sur les 36 derniers, "
            "périodes assimilées comprises.",
            allowance_months,
            reads_allowances,
        ),
        CriterionKind.REENTRY: Kind(
            "La personne est restée assez longtemps sans travail ni revenus indiqués.",
            reentry,
            reads_absences,
        ),
        CriterionKind.INCOME_ANY: Kind(
            "La personne bénéficie d'un des revenus indiqués.",
            income_any,
            reads_always("income"),
        ),
        CriterionKind.RESIDENCE_ANY: Kind(
            "La personne séjourne à un des titres indiqués.",
            residence_any,
            reads_always("residence"),
        ),
        CriterionKind.YOUNG_UNOCCUPIED: Kind(
            "La personne est jeune, inoccupée depuis assez de mois et peu diplômée.",
            young_unoccupied,
            reads_always("born_on", "months_unoccupied", "diploma"),
        ),
        CriterionKind.AGE_AT_LEAST: Kind(
            "La personne a atteint l'âge indiqué.",
            age_at_least,
            reads_always("born_on"),
        ),
        CriterionKind.HANDICAP_ANY: Kind(
            "La personne présente une des preuves ou orientations indiquées.",
            handicap_any,
            reads_always("handicap"),
        ),
        CriterionKind.FLAG: Kind(
            "La situation indiquée est constatée.",
            flag,
            reads_flag,
        ),
    }
)
