"""Does this person, in this job, on this day, meet one condition of a hiring aid?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from beneficiaries.enums import Diploma, HandicapProof, IncomeKind
from beneficiaries.rules.logic import at_least, below
from employers.enums import ContractType, InsertionProcess
from employers.rules.aid_facts import Case, months_up_to
from mirec.core.wording import thousands

Params = Mapping[str, Any]
FULL_TIMES = (Decimal(35), Decimal(38))
"""Weekly hours of a full time: as few as some sectors have (house reading), and the legal 38."""
HALF, WHOLE = 50, 100
INTEGRATION = frozenset({IncomeKind.INTEGRATION_INCOME, IncomeKind.EQUIVALENT_FINANCIAL_AID})
RECOGNISED = frozenset({HandicapProof.RECOGNITION, HandicapProof.AWIPH_DECISION})


@dataclass(frozen=True)
class Kind:
    """`label` names it in a form; `number` is the parameter that it needs, "" for none.

    `words` says the condition in general, `found` what is the case, `missing` what is not known.
    """

    label: str
    words: Callable[[Params], str]
    test: Callable[[Case, Params], bool | None]
    found: Callable[[Case, Params], str]
    missing: str
    number: str = ""


def age_below(case: Case, params: Params) -> bool | None:
    """The birthday on the first day of work itself is no obstacle: the eve counts."""
    return below(case.age(case.eve), params["years"])


def age_at_least(case: Case, params: Params) -> bool | None:
    return at_least(case.age(case.eve), params["years"])


def age_at_quarter_end(case: Case, params: Params) -> bool | None:
    return at_least(case.age(case.quarter_end), params["years"])


def diploma_at_most(highest: Diploma) -> Callable[[Case, Params], bool | None]:
    def test(case: Case, params: Params) -> bool | None:
        diploma = case.person.diploma
        return None if diploma is None else diploma.rank <= highest.rank

    return test


def unoccupied(case: Case, params: Params) -> bool | None:
    return at_least(case.months_unoccupied(case.eve), params["months"])


def unoccupied_more(case: Case, params: Params) -> bool | None:
    """« Depuis plus de » : one day more than the months."""
    return at_least(case.months_unoccupied(case.eve - timedelta(days=1)), params["months"])


def idle_of_nine(case: Case, params: Params) -> bool | None:
    """One stretch without work settles it; several short ones are left to who knows them."""
    since = case.person.idle_since
    return True if since and months_up_to(since, case.eve) >= params["months"] else None


def has_any(fact: str, wanted: frozenset) -> Callable[[Case, Params], bool | None]:
    def test(case: Case, params: Params) -> bool | None:
        held = getattr(case.person, fact)
        return None if held is None else not held.isdisjoint(wanted)

    return test


def lives_in_wallonia(case: Case, params: Params) -> bool | None:
    """French-speaking Wallonia; the nine communes of the German-speaking one begin by 47."""
    code = case.person.postal_code
    if not code:
        return None
    return "1300" <= code <= "1499" or ("4000" <= code <= "7999" and not code.startswith("47"))


def lasts(case: Case, params: Params) -> bool | None:
    if case.job.contract_type == ContractType.CDI:
        return True
    return at_least(case.job.months, params["months"])


def hours_share(case: Case, params: Params) -> bool | None:
    """Open between the two full times: the sector decides."""
    hours = case.job.hours_per_week
    if hours is None:
        return None
    shortest, legal = (full * params["percent"] / WHOLE for full in FULL_TIMES)
    return True if hours >= legal else None if hours >= shortest else False


def is_article_60(case: Case, params: Params) -> bool | None:
    contract = case.job.contract_type
    return None if contract is None else contract == ContractType.ARTICLE_60


def is_not_article_60(case: Case, params: Params) -> bool | None:
    holds = is_article_60(case, params)
    return None if holds is None else not holds


def is_pfi(case: Case, params: Params) -> bool | None:
    process = case.job.process
    return None if process is None else process == InsertionProcess.PFI


def always(words: str) -> Callable[[Params], str]:
    return lambda params: words


def share_words(params: Params) -> str:
    named = {HALF: "un mi-temps au moins", WHOLE: "un temps plein"}
    return named.get(params["percent"], f"au moins {params['percent']} % d'un temps plein")


def contract_found(case: Case, params: Params) -> str:
    if case.job.contract_type == ContractType.CDI:
        return "CDI"
    return f"contrat de {case.job.months} mois sur {params['months']} demandés"


def hours_found(case: Case, params: Params) -> str:
    hours = f"{case.job.hours_per_week.normalize():f}"
    return f"{thousands(hours)} h par semaine"


def diploma_found(case: Case, params: Params) -> str:
    return f"diplôme : {case.person.diploma.label}"


def either(test: Callable[[Case, Params], bool | None], yes: str, no: str):
    return lambda case, params: yes if test(case, params) else no


integration_income = has_any("income", INTEGRATION)
aviq = has_any("handicap", RECOGNISED)
BIRTH, TIME_OUT = "la date de naissance", "la durée d'inoccupation"

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "registered": Kind(
            "Inscription au Forem",
            always("être inscrit·e au Forem et inoccupé·e la veille de l'engagement"),
            lambda case, params: case.person.registered,
            lambda case, params: (
                "inscrit·e au Forem la veille"
                if case.person.registered
                else "pas inscrit·e au Forem la veille"
            ),
            "l'inscription au Forem",
        ),
        "age_below": Kind(
            "Âge : moins de … ans la veille",
            lambda params: f"avoir moins de {params['years']} ans la veille de l'engagement",
            age_below,
            lambda case, p: f"{case.age(case.eve)} ans la veille",
            BIRTH,
            "years",
        ),
        "age_at_least": Kind(
            "Âge : au moins … ans la veille",
            lambda params: f"avoir au moins {params['years']} ans la veille de l'engagement",
            age_at_least,
            lambda case, p: f"{case.age(case.eve)} ans la veille",
            BIRTH,
            "years",
        ),
        "age_at_quarter_end": Kind(
            "Âge : au moins … ans à la fin du trimestre",
            lambda p: f"avoir au moins {p['years']} ans au dernier jour du trimestre",
            age_at_quarter_end,
            lambda case, p: (
                f"{case.age(case.quarter_end)} ans au dernier jour du trimestre "
                f"({p['years']} au moins demandés)"
            ),
            BIRTH,
            "years",
        ),
        "no_cess": Kind(
            "Diplôme : pas de CESS",
            always("ne pas avoir le CESS ni un titre équivalent"),
            diploma_at_most(Diploma.LOWER_SECONDARY),
            diploma_found,
            "le diplôme le plus élevé",
        ),
        "cess_at_most": Kind(
            "Diplôme : CESS au plus",
            always("avoir le CESS au plus"),
            diploma_at_most(Diploma.UPPER_SECONDARY),
            diploma_found,
            "le diplôme le plus élevé",
        ),
        "unoccupied_months": Kind(
            "Inoccupation : au moins … mois",
            lambda p: f"être inoccupé·e et inscrit·e au Forem depuis {p['months']} mois au moins",
            unoccupied,
            lambda case, p: (
                f"{case.months_unoccupied(case.eve)} mois d'inoccupation sur {p['months']} demandés"
            ),
            TIME_OUT,
            "months",
        ),
        "unoccupied_more": Kind(
            "Inoccupation : plus de … mois",
            lambda p: f"être inoccupé·e et inscrit·e au Forem depuis plus de {p['months']} mois",
            unoccupied_more,
            lambda case, p: (
                f"{case.months_unoccupied(case.eve)} mois d'inoccupation sur plus de "
                f"{p['months']} demandés"
            ),
            TIME_OUT,
            "months",
        ),
        "idle_of_nine": Kind(
            "Sans travail : … mois sur les 9 derniers",
            lambda p: f"avoir passé {p['months']} mois sans travailler sur les 9 derniers",
            idle_of_nine,
            lambda case, p: f"{p['months']} mois au moins sans travailler",
            "les mois travaillés sur les neuf derniers",
            "months",
        ),
        "integration_income": Kind(
            "Revenu d'intégration ou aide équivalente",
            always("recevoir le revenu d'intégration ou une aide équivalente du CPAS"),
            integration_income,
            either(
                integration_income,
                "revenu d'intégration ou aide équivalente du CPAS",
                "ni revenu d'intégration ni aide équivalente",
            ),
            "le revenu d'intégration ou l'aide du CPAS",
        ),
        "aviq_recognition": Kind(
            "Handicap reconnu par l'AViQ",
            always("avoir un handicap reconnu par l'AViQ"),
            aviq,
            either(aviq, "reconnaissance au dossier", "aucune reconnaissance de l'AViQ au dossier"),
            "une reconnaissance par l'AViQ",
        ),
        "walloon_home": Kind(
            "Domicile en Wallonie de langue française",
            always("habiter en Région wallonne de langue française"),
            lives_in_wallonia,
            lambda case, params: f"domicile : {case.person.postal_code}",
            "le domicile",
        ),
        "contract_lasting": Kind(
            "Contrat : CDI ou au moins … mois",
            lambda params: f"un CDI, ou un contrat de {params['months']} mois au moins",
            lasts,
            contract_found,
            "la durée du contrat",
            "months",
        ),
        "hours_share": Kind(
            "Horaire : au moins … % d'un temps plein",
            share_words,
            hours_share,
            hours_found,
            "les heures par semaine, ou le temps plein du secteur",
            "percent",
        ),
        "article_60": Kind(
            "Contrat : article 60 § 7",
            always("un contrat article 60 § 7, dont le CPAS est l'employeur"),
            is_article_60,
            either(is_article_60, "contrat article 60 § 7", "un autre contrat est prévu"),
            "le type de contrat",
        ),
        "not_article_60": Kind(
            "Contrat : pas un article 60 § 7",
            always("un contrat dont le CPAS n'est pas l'employeur"),
            is_not_article_60,
            either(is_not_article_60, "pas un article 60 § 7", "contrat article 60 § 7"),
            "le type de contrat",
        ),
        "pfi": Kind(
            "Mode d'insertion : PFI",
            always("un plan formation-insertion convenu avec l'employeur et le Forem"),
            is_pfi,
            either(is_pfi, "plan formation-insertion convenu", "un autre mode est convenu"),
            "le mode d'insertion convenu",
        ),
    }
)
