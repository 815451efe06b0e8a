"""Which figures and codes does a kind of criterion ask for, and are those given sound?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.db.models import TextChoices

from beneficiaries.enums import (
    Absence,
    AssimilatedPeriod,
    CriterionKind,
    Diploma,
    FlagFact,
    HandicapProof,
    IncomeKind,
    Residence,
)


class ParameterType(StrEnum):
    WHOLE = "whole"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True)
class Parameter:
    """One field of the administrator's form; the bounds are included."""

    name: str
    label: str
    type: ParameterType
    choices: type[TextChoices] | None = None
    minimum: int = 0
    maximum: int = 0
    is_required: bool = True
    help_text: str = ""

    def fault(self, value: Any) -> str:
        """The French sentence that refuses the value, or nothing."""
        if value is None or value == []:
            return "Ce champ est obligatoire." if self.is_required else ""
        if self.type is ParameterType.WHOLE:
            return self.fault_of_whole(value)
        if self.type is ParameterType.CHOICE:
            return self.fault_of_codes([value])
        return self.fault_of_codes(value)

    def fault_of_whole(self, value: Any) -> str:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if is_whole and self.minimum <= value <= self.maximum:
            return ""
        return f"Indiquez un nombre entier de {self.minimum} à {self.maximum}."

    def fault_of_codes(self, codes: Any) -> str:
        if not isinstance(codes, list) or self.choices is None:
            return "Indiquez une liste de codes."
        known = self.choices.values
        if not all(isinstance(code, str) and code in known for code in codes):
            return f"Codes admis : {', '.join(known)}."
        return "Un même code y figure deux fois." if len(set(codes)) < len(codes) else ""


class InvalidParametersError(ValueError):
    """`faults` maps each parameter at fault to its French sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{name} : {fault}" for name, fault in faults.items()))
        self.faults = dict(faults)


def choice(name: str, label: str, choices: type[TextChoices]) -> Parameter:
    return Parameter(name, label, ParameterType.CHOICE, choices=choices)


def choices(
    name: str, label: str, choices: type[TextChoices], *, is_required: bool = True
) -> Parameter:
    return Parameter(name, label, ParameterType.CHOICES, choices=choices, is_required=is_required)


def whole(name: str, label: str, minimum: int, maximum: int) -> Parameter:
    return Parameter(name, label, ParameterType.WHOLE, minimum=minimum, maximum=maximum)


WORK_FTE_MAX = Parameter(
    "work_fte_max",
    "Travail admis au plus (mois équivalents temps plein)",
    ParameterType.WHOLE,
    minimum=0,
    maximum=36,
    is_required=False,
    help_text="Au-delà de ce maximum, aucun mois de travail n'est assimilé.",
)

PARAMETERS: Mapping[CriterionKind, tuple[Parameter, ...]] = MappingProxyType(
    {
        CriterionKind.NOT_IN_COMPULSORY_SCHOOLING: (),
        CriterionKind.REGISTERED_UNOCCUPIED: (),
        CriterionKind.DIPLOMA_AT_MOST: (choice("diploma", "Diplôme le plus élevé admis", Diploma),),
        CriterionKind.REGISTERED_MONTHS: (
            whole("months", "Mois d'inscription demandés sur les 36 derniers", 1, 36),
        ),
        CriterionKind.ALLOWANCE_MONTHS: (
            whole("months", "Mois d'allocations demandés sur les 36 derniers", 1, 36),
            choices("assimilated", "Périodes assimilées", AssimilatedPeriod, is_required=False),
            WORK_FTE_MAX,
        ),
        CriterionKind.REENTRY: (
            whole("months", "Mois demandés", 1, 600),
            choices("absences", "Sans quoi", Absence),
        ),
        CriterionKind.INCOME_ANY: (choices("incomes", "Revenus admis", IncomeKind),),
        CriterionKind.RESIDENCE_ANY: (choices("residences", "Titres de séjour", Residence),),
        CriterionKind.YOUNG_UNOCCUPIED: (
            whole("age_below", "Âge que la personne n'a pas encore", 16, 99),
            whole("months", "Mois d'inoccupation demandés", 0, 600),
            choice("diploma", "Diplôme le plus élevé admis", Diploma),
        ),
        CriterionKind.AGE_AT_LEAST: (whole("age", "Âge atteint", 16, 99),),
        CriterionKind.HANDICAP_ANY: (choices("proofs", "Preuves admises", HandicapProof),),
        CriterionKind.FLAG: (choice("fact", "Situation", FlagFact),),
    }
)


def validate_params(kind: CriterionKind, params: Mapping[str, Any]) -> None:
    """Raises InvalidParametersError with a sentence beside each parameter at fault."""
    wanted = {parameter.name: parameter for parameter in PARAMETERS[kind]}
    faults = dict.fromkeys(params.keys() - wanted, "Ce type de critère n'a pas ce paramètre.")
    for name, parameter in wanted.items():
        if fault := parameter.fault(params.get(name)):
            faults[name] = fault
    counts_work = AssimilatedPeriod.WORK_FTE in (params.get("assimilated") or [])
    if WORK_FTE_MAX.name in wanted and counts_work and params.get(WORK_FTE_MAX.name) is None:
        faults[WORK_FTE_MAX.name] = "Indiquez le maximum de travail que le texte assimile."
    if faults:
        raise InvalidParametersError(faults)
