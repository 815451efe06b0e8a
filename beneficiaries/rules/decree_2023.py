"""The decree of 13 December 2023, in force from 1 January 2024.

Text: https://www.ejustice.just.fgov.be/eli/decret/2023/12/13/2024000783/justel (D23).
"""

from datetime import date
from decimal import Decimal
from functools import partial

from beneficiaries.enums import (
    Absence,
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

LAW = "Décret du 13.12.2023"
PERSONS = f"{LAW}, art. 3, § 1er, al. 1er"
condition = partial(numbered_condition, PERSONS)
JUSTEL = "https://www.ejustice.just.fgov.be/eli/decret/2023/12/13/2024000783/justel"
HOUSE = "(pratique de la maison)"


GENERAL = (
    CriterionRule(
        code="a",
        kind=CriterionKind.NOT_IN_COMPULSORY_SCHOOLING,
        article=PERSONS,
        label="Ne pas être soumis à l'obligation scolaire",
        order=1,
        proof_label=f"Carte d'identité {HOUSE}",
    ),
    CriterionRule(
        code="b",
        kind=CriterionKind.REGISTERED_UNOCCUPIED,
        article=PERSONS,
        label="Être inscrit au Forem comme chercheur d'emploi inoccupé",
        order=2,
        proof_label="Vérification de l'inscription auprès du Forem (art. 3, § 4)",
    ),
)

CRITERIA = (
    condition(
        1,
        CriterionKind.DIPLOMA_AT_MOST,
        "Ne pas disposer du CESS ni d'un titre équivalent",
        {"diploma": Diploma.LOWER_SECONDARY.value},
        f"Déclaration sur l'honneur ou copie du diplôme {HOUSE}",
    ),
    condition(
        2,
        CriterionKind.REGISTERED_MONTHS,
        "Être resté inscrit comme chercheur d'emploi inoccupé au moins 24 mois sur les 36 qui "
        "précèdent la prise en charge",
        {"months": 24},
        f"Historique d'inscription du Forem {HOUSE}",
    ),
    condition(
        3,
        CriterionKind.REENTRY,
        "Être inoccupé, sans activité professionnelle, sans allocations de chômage et sans revenu "
        "d'intégration ni aide équivalente au cours des 36 mois qui précèdent la prise en charge",
        {"months": 36, "absences": Absence.values},
        f"Relevé de carrière et attestation du CPAS {HOUSE}",
    ),
    condition(
        4,
        CriterionKind.INCOME_ANY,
        "Bénéficier du revenu d'intégration ou de l'aide sociale financière équivalente",
        {
            "incomes": [
                IncomeKind.INTEGRATION_INCOME.value,
                IncomeKind.EQUIVALENT_FINANCIAL_AID.value,
            ]
        },
        f"Attestation du CPAS {HOUSE}",
    ),
    condition(
        5,
        CriterionKind.RESIDENCE_ANY,
        "Être étranger et séjourner légalement en Belgique, recours en cours compris",
        {
            "residences": [
                Residence.RECOGNISED_REFUGEE.value,
                Residence.LAW_1999_12_22.value,
                Residence.ARTICLE_9_3.value,
                Residence.ARTICLE_9BIS.value,
                Residence.LEGAL_STAY.value,
            ]
        },
        f"Titre de séjour ou preuve du recours {HOUSE}",
    ),
    condition(
        6,
        CriterionKind.YOUNG_UNOCCUPIED,
        "Avoir moins de 25 ans, être inoccupé depuis au moins 12 mois et ne pas disposer d'un "
        "titre supérieur au CESS",
        {"age_below": 25, "months": 12, "diploma": Diploma.UPPER_SECONDARY.value},
        f"Carte d'identité et historique d'inscription du Forem {HOUSE}",
    ),
    condition(
        7,
        CriterionKind.AGE_AT_LEAST,
        "Avoir au moins 55 ans",
        {"age": 55},
        f"Carte d'identité {HOUSE}",
    ),
    condition(
        8,
        CriterionKind.HANDICAP_ANY,
        "Être orienté par l'AViQ ou présenter une des preuves de handicap citées de a) à g)",
        {
            "proofs": [
                proof for proof in HandicapProof.values if proof != HandicapProof.AWIPH_DECISION
            ]
        },
        "Orientation de l'AViQ, ou décision ou attestation en cours de validité (8°, a à g)",
    ),
    condition(
        9,
        CriterionKind.FLAG,
        "Être adressé par le Forem",
        {"fact": FlagFact.REFERRED_BY_FOREM.value},
        f"Adressage du Forem {HOUSE}",
    ),
)

R2024 = RegimeRules(
    code="R2024",
    label="Décret du 13 décembre 2023",
    source=f"{LAW} relatif aux missions régionales pour l'emploi, M.B. 02.02.2024 ({JUSTEL}).",
    valid_from=date(2024, 1, 1),
    valid_to=None,
    general=GENERAL,
    criteria=CRITERIA,
    quota=QuotaRule(
        rate=Decimal("0.10"),
        base=QuotaBase.ALL_TAKEN,
        article=f"{LAW}, art. 3, § 3",
    ),
    limits=Limits(
        intake=Limit(2, f"{LAW}, art. 5, § 2, et art. 6, § 1er"),
        agreement=Limit(24, f"{LAW}, art. 6, § 2"),
        job_search=Limit(12, "Déclaration de mission de la maison (alerte, plus dans le décret)"),
        reentry=Limit(12, f"{LAW}, art. 6, § 3"),
    ),
    insertion=InsertionRule(
        test=InsertionTest.MONTHS_EMPLOYED,
        months_same=3,
        months_several=6,
        article=f"{LAW}, art. 1er, al. 2",
    ),
    uncertainty=(
        "À partir du 1.1.2026 : le décret-programme du 19.12.2025 a peut-être modifié l'article 3 "
        "(étrangers, adressage par le Forem, dérogation). Le texte consolidé de 2026 n'a pas été "
        "trouvé : vérifiez-le avant de vous y fier."
    ),
)
