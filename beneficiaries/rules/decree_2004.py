"""The decree of 11 March 2004, as it stood from 2005 and as amended from July 2009.

Texts: https://www.ejustice.just.fgov.be/eli/decret/2004/03/11/2004201173/justel (D04-0, D04).
"""

from datetime import date
from decimal import Decimal
from functools import partial

from beneficiaries.enums import (
    Absence,
    AssimilatedPeriod,
    CriterionKind,
    Diploma,
    FlagFact,
    HandicapProof,
    IncomeKind,
    InsertionTest,
    QuotaBase,
    Residence,
)
from beneficiaries.rules.regimes import (
    CriterionRule,
    InsertionRule,
    Limit,
    Limits,
    QuotaRule,
    RegimeRules,
    numbered_condition,
)

LAW = "Décret du 11.03.2004"
PERSONS = f"{LAW}, art. 3, § 1er, al. 1er"
condition = partial(numbered_condition, PERSONS)
JUSTEL = "https://www.ejustice.just.fgov.be/eli/decret/2004/03/11/2004201173/justel"
FOREM_CERTIFICATE = (
    "Attestation d'inscription du Forem (art. 3, § 4, délivrée en 5 jours ouvrables)"
)
HOUSE = "(pratique de la maison)"
COUNTED_CODES = ("1", "2", "3", "4", "5", "6", "7")
UNOCCUPIED = CriterionKind.REGISTERED_UNOCCUPIED
SCHOOLING = CriterionKind.NOT_IN_COMPULSORY_SCHOOLING


NO_CESS = condition(
    1,
    CriterionKind.DIPLOMA_AT_MOST,
    "Demandeur d'emploi inoccupé, plus soumis à l'obligation scolaire, sans CESS ni titre "
    "équivalent",
    {"diploma": Diploma.LOWER_SECONDARY.value},
    also_requires=(UNOCCUPIED, SCHOOLING),
    proof_label=FOREM_CERTIFICATE,
)
REENTRY = condition(
    3,
    CriterionKind.REENTRY,
    "Demandeur d'emploi réintégrant le marché de l'emploi après trois ans sans travail "
    "ni allocations",
    {"months": 36, "absences": [Absence.WORK.value, Absence.ALLOWANCE.value]},
    also_requires=(UNOCCUPIED,),
    proof_label=f"Attestation du Forem et relevé de carrière {HOUSE}",
)
REFUGEE = condition(
    5,
    CriterionKind.RESIDENCE_ANY,
    "Réfugié reconnu en Belgique",
    {"residences": [Residence.RECOGNISED_REFUGEE.value]},
    proof_label=f"Attestation du CGRA ou titre de séjour de réfugié reconnu {HOUSE}",
)
HANDICAP = condition(
    7,
    CriterionKind.HANDICAP_ANY,
    "Décision de l'AWIPH ouvrant le droit à des interventions visant à la mise à l'emploi",
    {"proofs": [HandicapProof.AWIPH_DECISION.value]},
    proof_label="Décision de l'AWIPH",
)


def long_unemployment(assimilated: list[AssimilatedPeriod], work_fte_max: int) -> CriterionRule:
    return condition(
        2,
        CriterionKind.ALLOWANCE_MONTHS,
        "Demandeur d'emploi inoccupé ayant reçu des allocations de chômage ou d'attente "
        "24 mois sur les 36 qui précèdent la convention",
        {
            "months": 24,
            "assimilated": [period.value for period in assimilated],
            "work_fte_max": work_fte_max,
        },
        also_requires=(UNOCCUPIED,),
        proof_label=FOREM_CERTIFICATE,
    )


def social_income(label: str, incomes: list[IncomeKind]) -> CriterionRule:
    return condition(
        4,
        CriterionKind.INCOME_ANY,
        label,
        {"incomes": [kind.value for kind in incomes]},
        proof_label=f"Attestation du CPAS {HOUSE}",
    )


def regularised(label: str, residences: list[Residence]) -> CriterionRule:
    return condition(
        6,
        CriterionKind.RESIDENCE_ANY,
        label,
        {"residences": [residence.value for residence in residences]},
        proof_label=f"Titre de séjour {HOUSE}",
    )


R2005 = RegimeRules(
    code="R2005",
    label="Décret du 11 mars 2004, version d'origine",
    source=f"{LAW} relatif à l'agrément et au subventionnement des missions régionales pour "
    f"l'emploi, version en vigueur jusqu'au 30.06.2009 ({JUSTEL}).",
    valid_from=date(2005, 1, 14),
    valid_to=date(2009, 6, 30),
    general=(),
    criteria=(
        NO_CESS,
        long_unemployment(
            [
                AssimilatedPeriod.SICKNESS,
                AssimilatedPeriod.PRISON,
                AssimilatedPeriod.HOLIDAY_PAY,
                AssimilatedPeriod.WORK_FTE,
            ],
            work_fte_max=3,
        ),
        REENTRY,
        social_income("Bénéficiaire du revenu d'intégration ou de l'aide sociale", [*IncomeKind]),
        REFUGEE,
        regularised(
            "Ressortissant étranger autorisé au séjour (loi du 22.12.1999 ou loi du 15.12.1980, "
            "art. 9, al. 3)",
            [Residence.LAW_1999_12_22, Residence.ARTICLE_9_3],
        ),
        HANDICAP,
    ),
    quota=QuotaRule(
        rate=Decimal("0.20"),
        base=QuotaBase.CRITERIA_MET,
        base_codes=COUNTED_CODES,
        needs_authorisation=True,
        article=f"{LAW}, art. 3, § 1er, al. 2",
    ),
    limits=Limits(
        job_search=Limit(12, "Déclaration de mission du 12.12.2008 (article non trouvé)"),
    ),
    insertion=InsertionRule(
        test=InsertionTest.CONTRACT_LENGTH,
        months_same=6,
        article=f"{LAW}, art. 2 (« emploi durable » ; durée non fixée par le décret)",
    ),
    uncertainty=(
        "Le texte de l'arrêté du 23.12.2004 n'a pas été trouvé : la durée de 12 mois de "
        "recherche d'emploi vient de la déclaration de mission du 12.12.2008, et la durée "
        "de 6 mois qui rend un emploi durable est reprise de la pratique postérieure. "
        "L'autorisation de dérogation suppose l'avis préalable de la commission (art. 7)."
    ),
)

R2009 = RegimeRules(
    code="R2009",
    label="Décret du 11 mars 2004, modifié au 1er juillet 2009",
    source=f"{LAW} relatif à l'agrément et au subventionnement des missions régionales pour "
    "l'emploi, modifié par les décrets du 06.11.2008, du 19.03.2009 et du 12.07.2017 "
    f"({JUSTEL}).",
    valid_from=date(2009, 7, 1),
    valid_to=date(2023, 12, 31),
    general=(),
    criteria=(
        NO_CESS,
        long_unemployment([*AssimilatedPeriod], work_fte_max=6),
        REENTRY,
        social_income(
            "Bénéficiaire du revenu d'intégration sociale ou de l'aide sociale financière "
            "équivalente",
            [IncomeKind.INTEGRATION_INCOME, IncomeKind.EQUIVALENT_FINANCIAL_AID],
        ),
        REFUGEE,
        regularised(
            "Ressortissant étranger autorisé au séjour (loi du 22.12.1999 ou loi du 15.12.1980, "
            "art. 9bis)",
            [Residence.LAW_1999_12_22, Residence.ARTICLE_9BIS],
        ),
        HANDICAP,
        condition(
            8,
            CriterionKind.FLAG,
            "Travailleur engagé dans un emploi de transition",
            {"fact": FlagFact.TRANSITION_JOB.value},
            proof_label=f"Contrat de travail {HOUSE}",
        ),
        condition(
            9,
            CriterionKind.FLAG,
            "Travailleur engagé dans un emploi tremplin",
            {"fact": FlagFact.STEPPING_STONE_JOB.value},
            proof_label=f"Contrat de travail {HOUSE}",
        ),
    ),
    quota=QuotaRule(
        rate=Decimal("0.20"),
        base=QuotaBase.CRITERIA_MET,
        base_codes=COUNTED_CODES,
        needs_authorisation=True,
        article=f"{LAW}, art. 3, § 1er, al. 2",
        condition="la personne présente des caractéristiques socio-économiques qui la rendent "
        "particulièrement difficile à intégrer dans le marché de l'emploi",
    ),
    limits=Limits(
        job_search=Limit(12, "Question écrite du 22.12.2009 (article de l'arrêté non trouvé)"),
    ),
    insertion=InsertionRule(
        test=InsertionTest.CONTRACT_LENGTH,
        months_same=6,
        article=f"{LAW}, art. 2 (« emploi durable et de qualité » ; contrat de 6 mois au moins)",
    ),
    uncertainty=(
        "Le texte de l'arrêté du 27.05.2009 n'a pas été trouvé : la durée de 12 mois de "
        "recherche d'emploi vient d'une réponse au Parlement wallon du 22.12.2009, et le "
        "contrat de 6 mois au moins vient de Mirena (2015) et de Miresem (2018)."
    ),
)
