"""What things are called inside a spoken sentence: noun phrases without an article."""

from beneficiaries.enums import (
    Absence,
    AssimilatedPeriod,
    Diploma,
    FlagFact,
    HandicapProof,
    IncomeKind,
    Residence,
)

REGISTRATION = "inscription au Forem comme demandeur d'emploi inoccupé"

#: What a person lacks whose highest diploma is this one.
LACKED = {
    Diploma.NONE: "diplôme",
    Diploma.PRIMARY: "titre supérieur au CEB",
    Diploma.LOWER_SECONDARY: "CESS ni de titre équivalent",
    Diploma.UPPER_SECONDARY: "titre supérieur au CESS",
    Diploma.POST_SECONDARY: "diplôme de l'enseignement supérieur",
    Diploma.BACHELOR: "diplôme de master",
    Diploma.MASTER: "diplôme supérieur au master",
}
HELD = {
    Diploma.NONE: "aucun diplôme",
    Diploma.PRIMARY: "CEB",
    Diploma.LOWER_SECONDARY: "diplôme de l'enseignement secondaire inférieur",
    Diploma.UPPER_SECONDARY: "CESS ou titre équivalent",
    Diploma.POST_SECONDARY: "titre supérieur au CESS",
    Diploma.BACHELOR: "diplôme de bachelier",
    Diploma.MASTER: "diplôme de master",
}
INCOMES = {
    IncomeKind.INTEGRATION_INCOME: "revenu d'intégration",
    IncomeKind.EQUIVALENT_FINANCIAL_AID: "aide financière équivalente au revenu d'intégration",
    IncomeKind.OTHER_SOCIAL_AID: "autre aide sociale",
}
RESIDENCES = {
    Residence.BELGIAN_OR_EU: "nationalité belge ou européenne",
    Residence.RECOGNISED_REFUGEE: "statut de réfugié reconnu",
    Residence.LAW_1999_12_22: "séjour régularisé par la loi du 22 décembre 1999",
    Residence.ARTICLE_9_3: "séjour autorisé par l'article 9, alinéa 3, de la loi de 1980",
    Residence.ARTICLE_9BIS: "séjour autorisé par l'article 9bis de la loi de 1980",
    Residence.LEGAL_STAY: "séjour légal comme ressortissant étranger",
    Residence.NONE: "absence de séjour légal",
}
PROOFS = {
    HandicapProof.AWIPH_DECISION: "décision de l'AWIPH visant la mise à l'emploi",
    HandicapProof.AVIQ_ORIENTATION: "orientation par l'AViQ",
    HandicapProof.RECOGNITION: "reconnaissance de handicap",
    HandicapProof.SPECIALISED_EDUCATION: "attestation de l'enseignement spécialisé",
    HandicapProof.SPF_ALLOWANCE: "allocation du SPF Sécurité sociale",
    HandicapProof.FAMILY_ALLOWANCE_SUPPLEMENT: "supplément d'allocations familiales",
    HandicapProof.INCAPACITY_20: "incapacité permanente de 20 % au moins",
    HandicapProof.INAMI_INVALIDITY: "indemnités d'invalidité de l'INAMI",
    HandicapProof.REDUCED_APTITUDE: "aptitude au travail réduite",
}
ABSENCES = {
    Absence.WORK: "travail",
    Absence.ALLOWANCE: "allocations de chômage",
    Absence.INTEGRATION_INCOME: "revenu d'intégration ou aide équivalente",
}
FLAGS = {
    FlagFact.TRANSITION_JOB: "emploi de transition",
    FlagFact.STEPPING_STONE_JOB: "emploi tremplin",
    FlagFact.REFERRED_BY_FOREM: "adressage par le Forem",
}
ASSIMILATED = {
    AssimilatedPeriod.SICKNESS: "les mois de maladie ou d'invalidité",
    AssimilatedPeriod.MATERNITY: "les mois d'assurance-maternité",
    AssimilatedPeriod.PRISON: "les mois d'emprisonnement",
    AssimilatedPeriod.HOLIDAY_PAY: "les mois couverts par un pécule de vacances",
    AssimilatedPeriod.CARE_BREAK: "les mois d'interruption pour ses enfants ou un proche",
    AssimilatedPeriod.WORK_FTE: "les mois de travail en équivalents temps plein",
}
