"""What the texts name: titles, incomes, stays, proofs, verdicts and the library of criteria."""

from django.db.models import TextChoices


class Diploma(TextChoices):
    """Highest title held; the members stand in rising order (`rank`)."""

    NONE = "none", "Aucun diplôme"
    PRIMARY = "primary", "Enseignement primaire (CEB)"
    LOWER_SECONDARY = "lower_secondary", "Enseignement secondaire inférieur"
    UPPER_SECONDARY = "upper_secondary", "Enseignement secondaire supérieur (CESS)"
    POST_SECONDARY = "post_secondary", "Après le CESS, hors enseignement supérieur"
    BACHELOR = "bachelor", "Bachelier"
    MASTER = "master", "Master ou plus"

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class IncomeKind(TextChoices):
    INTEGRATION_INCOME = "integration_income", "Revenu d'intégration sociale"
    EQUIVALENT_FINANCIAL_AID = (
        "equivalent_financial_aid",
        "Aide sociale financière équivalente au revenu d'intégration",
    )
    OTHER_SOCIAL_AID = "other_social_aid", "Autre aide sociale du CPAS"


class Residence(TextChoices):
    BELGIAN_OR_EU = "belgian_or_eu", "Nationalité belge ou de l'Union européenne"
    RECOGNISED_REFUGEE = "recognised_refugee", "Statut de réfugié reconnu"
    LAW_1999_12_22 = "law_1999_12_22", "Régularisation (loi du 22.12.1999)"
    ARTICLE_9_3 = "article_9_3", "Séjour autorisé (loi du 15.12.1980, art. 9, al. 3)"
    ARTICLE_9BIS = "article_9bis", "Séjour autorisé (loi du 15.12.1980, art. 9bis)"
    LEGAL_STAY = "legal_stay", "Autre séjour légal, recours en cours compris"
    NONE = "none", "Pas de séjour légal"


class HandicapProof(TextChoices):
    AWIPH_DECISION = "awiph_decision", "Décision de l'AWIPH visant la mise à l'emploi"
    AVIQ_ORIENTATION = "aviq_orientation", "Orientation par l'AViQ"
    RECOGNITION = (
        "recognition",
        "Reconnaissance de handicap (AViQ, VAPH, VDAB, Phare, Bruxelles-Formation, DSL)",
    )
    SPECIALISED_EDUCATION = (
        "specialised_education",
        "Attestation de l'enseignement secondaire spécialisé",
    )
    SPF_ALLOWANCE = (
        "spf_allowance",
        "Décision du SPF Sécurité sociale (remplacement de revenus ou intégration)",
    )
    FAMILY_ALLOWANCE_SUPPLEMENT = (
        "family_allowance_supplement",
        "Décision de l'AViQ ouvrant le supplément d'allocations familiales",
    )
    INCAPACITY_20 = "incapacity_20", "Incapacité permanente de travail de 20 % au moins"
    INAMI_INVALIDITY = "inami_invalidity", "Indemnités d'invalidité de l'INAMI"
    REDUCED_APTITUDE = "reduced_aptitude", "Aptitude au travail réduite (ONEM, ADG, Actiris)"


class AssimilatedPeriod(TextChoices):
    """Periods that a text counts as unoccupied."""

    SICKNESS = "sickness", "Maladie ou invalidité indemnisée"
    MATERNITY = "maternity", "Assurance-maternité"
    PRISON = "prison", "Emprisonnement"
    HOLIDAY_PAY = "holiday_pay", "Inoccupation couverte par un pécule de vacances"
    CARE_BREAK = "care_break", "Interruption pour éduquer ses enfants ou aider un proche"
    WORK_FTE = "work_fte", "Travail, en mois équivalents temps plein"


class Absence(TextChoices):
    """What a person re-entering the labour market has done without."""

    WORK = "work", "Sans activité professionnelle"
    ALLOWANCE = "allowance", "Sans allocations de chômage, d'attente ou d'interruption"
    INTEGRATION_INCOME = (
        "integration_income",
        "Sans revenu d'intégration ni aide sociale équivalente",
    )


class FlagFact(TextChoices):
    """The facts that answer a criterion by themselves."""

    TRANSITION_JOB = "transition_job", "Emploi de transition"
    STEPPING_STONE_JOB = "stepping_stone_job", "Emploi tremplin"
    REFERRED_BY_FOREM = "referred_by_forem", "Adressage par le Forem"


class Answer(TextChoices):
    MET = "met", "Rempli"
    UNMET = "unmet", "Non rempli"
    UNKNOWN = "unknown", "À compléter"

    @property
    def tone(self) -> str:
        return {"met": "ok", "unmet": "", "unknown": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {"met": "check", "unmet": "x", "unknown": "question-circle"}[self.value]


class Verdict(TextChoices):
    ELIGIBLE = "eligible", "Éligible"
    NOT_ELIGIBLE = "not_eligible", "Non éligible"
    UNKNOWN = "unknown", "À compléter"

    @property
    def tone(self) -> str:
        return {"eligible": "ok", "not_eligible": "bad", "unknown": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "eligible": "patch-check",
            "not_eligible": "x-circle",
            "unknown": "question-circle",
        }[self.value]


class CriterionKind(TextChoices):
    """The library from which the criteria of a regime are chosen."""

    NOT_IN_COMPULSORY_SCHOOLING = (
        "not_in_compulsory_schooling",
        "Ne plus être soumis à l'obligation scolaire",
    )
    REGISTERED_UNOCCUPIED = (
        "registered_unoccupied",
        "Être inscrit au Forem comme demandeur d'emploi inoccupé",
    )
    DIPLOMA_AT_MOST = "diploma_at_most", "Diplôme au plus"
    REGISTERED_MONTHS = "registered_months", "Mois d'inscription sur 36"
    ALLOWANCE_MONTHS = "allowance_months", "Mois d'allocations sur 36"
    REENTRY = "reentry", "Retour sur le marché de l'emploi"
    INCOME_ANY = "income_any", "Revenu d'intégration ou aide sociale"
    RESIDENCE_ANY = "residence_any", "Titre de séjour"
    YOUNG_UNOCCUPIED = "young_unoccupied", "Jeune inoccupé"
    AGE_AT_LEAST = "age_at_least", "Âge minimum"
    HANDICAP_ANY = "handicap_any", "Handicap"
    FLAG = "flag", "Situation constatée"


class QuotaBase(TextChoices):
    """What the derogated persons are a share of."""

    ALL_TAKEN = "all_taken", "Toutes les personnes prises en charge dans l'année"
    CRITERIA_MET = "criteria_met", "Les personnes reçues au titre de certains critères"


class InsertionTest(TextChoices):
    MONTHS_EMPLOYED = "months_employed", "Mois d'occupation effective"
    CONTRACT_LENGTH = "contract_length", "Durée du contrat"
