"""How are the facts of an assessment called on screen, and how is each one read back?"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from beneficiaries.enums import AssimilatedPeriod, Diploma, HandicapProof, IncomeKind, Residence
from mirec.core.wording import day_full, plural

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "born_on": "Date de naissance",
        "compulsory_schooling": "Encore soumise à l'obligation scolaire",
        "registered_unoccupied": "Inscrite au Forem comme demandeuse d'emploi inoccupée",
        "diploma": "Diplôme le plus élevé",
        "registered_months_of_36": "Mois d'inscription au Forem sur les 36 derniers",
        "allowance_months_of_36": "Mois d'allocations de chômage ou d'attente sur les 36 derniers",
        "assimilated_months_of_36": "Mois assimilés sur les 36 derniers",
        "months_without_work": "Mois sans travail, jusqu'à ce jour",
        "months_without_allowance": "Mois sans allocations de chômage, jusqu'à ce jour",
        "months_without_integration_income": (
            "Mois sans revenu d'intégration ni aide équivalente, jusqu'à ce jour"
        ),
        "months_unoccupied": "Mois d'inoccupation, jusqu'à ce jour",
        "income": "Revenus du CPAS",
        "residence": "Nationalité ou séjour",
        "handicap": "Orientation AViQ ou preuve de handicap",
        "transition_job": "Occupe un emploi de transition",
        "stepping_stone_job": "Occupe un emploi tremplin",
        "referred_by_forem": "Adressée par le Forem",
    }
)
CODES = MappingProxyType(
    {"diploma": Diploma, "residence": Residence, "income": IncomeKind, "handicap": HandicapProof}
)
UNKNOWN = "inconnu"


def facts_in_words(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each stored fact (as JSON) with its label, in the order of the form."""
    return [(label, in_words(key, facts.get(key))) for key, label in LABELS.items()]


def in_words(key: str, value: Any) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "oui" if value else "non"
    if key == "born_on":
        return day_full(date.fromisoformat(value))
    if key == "assimilated_months_of_36":
        return ", ".join(assimilated_in_words(value)) or "aucun"
    if key in CODES:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(CODES[key](code).label for code in codes) or "aucun"
    return plural(value, "mois", "mois")


def assimilated_in_words(months: Mapping[str, int | None]) -> list[str]:
    return [
        f"{AssimilatedPeriod(period).label} : {UNKNOWN if count is None else count}"
        for period, count in months.items()
    ]
