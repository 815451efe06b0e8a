"""What do we know about the person on the day? None means that we do not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Self

from beneficiaries.enums import (
    Absence,
    AssimilatedPeriod,
    Diploma,
    FlagFact,
    HandicapProof,
    IncomeKind,
    Residence,
)
from beneficiaries.rules.facts_json import as_json, known_facts
from mirec.core.periods import age_on

#: How a missing fact is named to the person.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "born_on": "la date de naissance",
        "compulsory_schooling": "la situation envers l'obligation scolaire",
        "registered_unoccupied": "l'inscription au Forem comme demandeur d'emploi inoccupé",
        "diploma": "le diplôme le plus élevé",
        "registered_months_of_36": "les mois d'inscription au Forem sur les 36 derniers mois",
        "allowance_months_of_36": (
            "les mois d'allocations de chômage ou d'attente sur les 36 derniers mois"
        ),
        "assimilated_months_of_36": "les mois assimilés sur les 36 derniers mois",
        "months_without_work": "le temps passé sans travail",
        "months_without_allowance": "le temps passé sans allocations de chômage",
        "months_without_integration_income": (
            "le temps passé sans revenu d'intégration ni aide équivalente"
        ),
        "months_unoccupied": "la durée d'inoccupation",
        "income": "le bénéfice éventuel du revenu d'intégration ou d'une aide sociale",
        "residence": "la nationalité ou le titre de séjour",
        "handicap": "l'orientation par l'AViQ ou la preuve d'un handicap",
        "transition_job": "l'occupation éventuelle d'un emploi de transition",
        "stepping_stone_job": "l'occupation éventuelle d'un emploi tremplin",
        "referred_by_forem": "l'adressage éventuel par le Forem",
    }
)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A list or object that is given is complete: what it does not name does not hold.

    Inside `assimilated_months_of_36`, a kind that is not named counts zero months and a kind
    that is None is unknown.
    """

    born_on: date | None = None
    compulsory_schooling: bool | None = None
    registered_unoccupied: bool | None = None
    diploma: Diploma | None = None
    registered_months_of_36: int | None = None
    allowance_months_of_36: int | None = None
    assimilated_months_of_36: Mapping[AssimilatedPeriod, int | None] | None = None
    months_without_work: int | None = None
    months_without_allowance: int | None = None
    months_without_integration_income: int | None = None
    months_unoccupied: int | None = None
    income: frozenset[IncomeKind] | None = None
    residence: Residence | None = None
    handicap: frozenset[HandicapProof] | None = None
    transition_job: bool | None = None
    stepping_stone_job: bool | None = None
    referred_by_forem: bool | None = None

    @classmethod
    def from_json(cls, value: object, on: date) -> Self:
        """An absent or null key is unknown; raises InvalidFactsError, one sentence per fault."""
        return cls(**known_facts(value, on))

    def to_json(self) -> dict[str, Any]:
        """Every key, in the order of the table; null where unknown."""
        return {key: as_json(getattr(self, key)) for key in NAMES}

    def age_on(self, on: date) -> int | None:
        return None if self.born_on is None else age_on(self.born_on, on)

    def months_without(self, absence: Absence) -> int | None:
        return getattr(self, f"months_without_{absence.value}")

    def flag(self, fact: FlagFact) -> bool | None:
        return getattr(self, fact.value)
