"""How is a regime read aloud: its thresholds, quota, limits and insertion test?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from beneficiaries.enums import CriterionKind, InsertionTest
from beneficiaries.models import Regime, RegimeCriterion
from beneficiaries.rules.parameters import PARAMETERS, Parameter
from beneficiaries.rules.regimes import RegimeRules
from beneficiaries.rules.sentences import base_of, percent
from beneficiaries.services.regimes import rules_of
from mirec.core.wording import plural

LIMITS = {
    "intake": "Accueil et bilan",
    "agreement": "Convention",
    "job_search": "Recherche active d'emploi",
    "reentry": "Délai avant une nouvelle prise en charge",
    "extension": "Prolongation de la convention",
}


@dataclass(frozen=True)
class Line:
    """One statement of the text, with its article."""

    label: str
    words: str
    article: str


def thresholds(criterion: RegimeCriterion) -> list[str]:
    """« Âge atteint : 55 »; one line for each parameter, then the kinds it also asks for."""
    kind = CriterionKind(criterion.kind)
    lines = [
        f"{parameter.label} : {value_in_words(parameter, criterion.params.get(parameter.name))}"
        for parameter in PARAMETERS[kind]
        if criterion.params.get(parameter.name) not in (None, [])
    ]
    lines += [f"Exige aussi : {CriterionKind(code).label}" for code in criterion.also_requires]
    return lines


def value_in_words(parameter: Parameter, value: Any) -> str:
    if parameter.choices is None:
        return str(value)
    codes = value if isinstance(value, list) else [value]
    return ", ".join(parameter.choices(code).label for code in codes)


def quota_in_words(rules: RegimeRules) -> str:
    quota = rules.quota
    if quota is None:
        return "Ce texte ne prévoit aucune dérogation."
    conditions = ["avec l'autorisation du Gouvernement"] if quota.needs_authorisation else []
    conditions += [f"si {quota.condition}"] if quota.condition else []
    extra = f", {', '.join(conditions)}" if conditions else ""
    return f"{percent(quota.rate)} au plus {base_of(quota)}{extra}."


def limits_in_words(rules: RegimeRules) -> Iterator[Line]:
    for name, label in LIMITS.items():
        limit = getattr(rules.limits, name)
        if limit is not None:
            yield Line(label, plural(limit.months, "mois", "mois"), limit.article)
        elif name == "extension":
            yield Line(label, "aucune dans ce texte", "")
        else:
            yield Line(label, "pas de limite dans ce texte", "")
    if rules.breaks_move_limit:
        yield Line("Suspension convenue", "elle déplace l'échéance", rules.breaks_article)
    else:
        yield Line("Suspension convenue", "elle ne déplace pas l'échéance", "")


def insertion_in_words(rules: RegimeRules) -> str:
    test = rules.insertion
    if test.test == InsertionTest.CONTRACT_LENGTH:
        return f"Un contrat de {test.months_same} mois au moins."
    words = f"{test.months_same} mois d'occupation chez un même employeur"
    if test.months_several:
        words += f", ou {test.months_several} mois chez plusieurs"
    return f"{words}."


def regime_in_words(regime: Regime) -> dict[str, Any]:
    """All that the regime's page says besides its criteria."""
    rules = rules_of(regime)
    return {
        "quota": quota_in_words(rules),
        "quota_article": rules.quota.article if rules.quota else "",
        "limits": list(limits_in_words(rules)),
        "insertion": insertion_in_words(rules),
        "insertion_article": rules.insertion.article,
    }
