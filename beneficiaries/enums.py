"""The closed lists of the domain: English member, French label."""

from django.db.models import IntegerChoices, TextChoices


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


class Sex(TextChoices):
    FEMALE = "F", "Femme"
    MALE = "M", "Homme"
    OTHER = "X", "Autre"


class Household(TextChoices):
    SINGLE = "single", "Isolé·e"
    SINGLE_PARENT = "single_parent", "Famille monoparentale"
    COUPLE = "couple", "En couple"
    COUPLE_CHILDREN = "couple_children", "En couple avec enfants"
    WITH_FAMILY = "with_family", "Chez des parents ou des proches"
    OTHER = "other", "Autre"


class PreferredChannel(TextChoices):
    PHONE = "phone", "Téléphone"
    SMS = "sms", "SMS"
    EMAIL = "email", "E-mail"
    POST = "post", "Courrier"


class IntakeSource(TextChoices):
    """Who sent the person; an axis of the report."""

    FOREM = "forem", "Forem"
    CPAS = "cpas", "CPAS"
    AVIQ = "aviq", "AViQ"
    PARTNER = "partner", "Autre partenaire"
    SPONTANEOUS = "spontaneous", "Venue spontanée"


class SituationKind(TextChoices):
    """Dated periods from which the facts of an assessment are proposed."""

    REGISTERED = "registered", "Inscription au Forem comme inoccupé·e"
    ALLOWANCE = "allowance", "Allocations de chômage ou d'insertion"
    INTEGRATION_INCOME = "integration_income", "Revenu d'intégration sociale (RIS)"
    EQUIVALENT_AID = "equivalent_aid", "Aide sociale équivalente au RIS"
    OTHER_AID = "other_aid", "Autre aide sociale du CPAS"
    WORK = "work", "Travail"
    SICKNESS = "sickness", "Indemnités de mutuelle"
    MATERNITY = "maternity", "Repos de maternité"
    CARE_BREAK = "care_break", "Interruption pour soins ou éducation"


class SkillKind(TextChoices):
    TECHNICAL = "technical", "Technique"
    BEHAVIOURAL = "behavioural", "Comportementale"
    LANGUAGE = "language", "Langue"
    BASIC = "basic", "De base"


class SkillLevel(IntegerChoices):
    STARTS = 1, "Débute"
    WITH_HELP = 2, "Avec de l'aide"
    ALONE = 3, "En autonomie"
    TEACHES = 4, "Peut montrer aux autres"


class SkillOrigin(TextChoices):
    TRAINING = "training", "La formation"
    WORK = "work", "Le travail"
    OTHERWISE = "otherwise", "Autrement"


class DocumentKind(TextChoices):
    """What a paper of the file is; `is_sealed` ones say something about health."""

    IDENTITY = "identity", "Carte d'identité"
    RESIDENCE = "residence", "Titre de séjour ou preuve du recours"
    FOREM_REGISTRATION = "forem_registration", "Attestation d'inscription du Forem"
    FOREM_HISTORY = "forem_history", "Historique d'inscription du Forem"
    FOREM_REFERRAL = "forem_referral", "Adressage du Forem"
    DIPLOMA = "diploma", "Diplôme ou déclaration sur l'honneur"
    SOCIAL_AID = "social_aid", "Attestation du CPAS"
    CAREER = "career", "Relevé de carrière"
    ALLOWANCE = "allowance", "Attestation de l'organisme de paiement"
    HANDICAP = "handicap", "Document relatif au handicap"
    MEDICAL = "medical", "Document médical"
    CV = "cv", "CV"
    TRAINING = "training", "Attestation ou certificat de formation"
    EMPLOYMENT = "employment", "Contrat de travail ou fiche de paie"
    AGREEMENT = "agreement", "Convention signée"
    OTHER = "other", "Autre document"

    @property
    def is_sealed(self) -> bool:
        return self in {self.HANDICAP, self.MEDICAL}


class ProofState(TextChoices):
    """How a paper that a condition asks for stands on a day."""

    PROVED = "proved", "Au dossier"
    LATE = "late", "Reçue après"
    EXPIRED = "expired", "Expirée"
    MISSING = "missing", "Manquante"

    @property
    def is_there(self) -> bool:
        return self in {self.PROVED, self.LATE}

    @property
    def tone(self) -> str:
        return {"proved": "ok", "late": "info", "expired": "bad", "missing": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "proved": "file-earmark-check",
            "late": "hourglass-bottom",
            "expired": "calendar-x",
            "missing": "file-earmark-plus",
        }[self.value]


class ObstacleKind(TextChoices):
    MOBILITY = "mobility", "Mobilité"
    CHILDCARE = "childcare", "Garde d'enfants"
    HEALTH = "health", "Santé"
    LANGUAGE = "language", "Langue"
    DIGITAL = "digital", "Numérique"
    HOUSING = "housing", "Logement"
    DEBTS = "debts", "Dettes"
    OTHER = "other", "Autre frein"

    @property
    def is_sealed(self) -> bool:
        """Health and social matters: their words are opened on request, and that is logged."""
        return self in {self.HEALTH, self.DEBTS, self.HOUSING}

    @property
    def icon(self) -> str:
        return {
            "mobility": "bus-front",
            "childcare": "people",
            "health": "heart-pulse",
            "language": "translate",
            "digital": "laptop",
            "housing": "house",
            "debts": "piggy-bank",
            "other": "signpost",
        }[self.value]


class ObstacleStatus(TextChoices):
    OPEN = "open", "À travailler"
    IN_PROGRESS = "in_progress", "En cours"
    SOLVED = "solved", "Levé"

    @property
    def tone(self) -> str:
        return {"open": "warn", "in_progress": "info", "solved": "ok"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "open": "exclamation-circle",
            "in_progress": "hourglass-split",
            "solved": "check-circle",
        }[self.value]


class Voice(TextChoices):
    """Who says how far a skill reaches."""

    COACH = "coach", "Le jobcoach"
    PERSON = "person", "La personne"


class ImportStatus(TextChoices):
    PREVIEW = "preview", "À vérifier"
    DONE = "done", "Importé"
    UNDONE = "undone", "Repris"

    @property
    def tone(self) -> str:
        return {"preview": "warn", "done": "ok", "undone": ""}[self.value]

    @property
    def icon(self) -> str:
        return {
            "preview": "hourglass-split",
            "done": "check-circle",
            "undone": "arrow-counterclockwise",
        }[self.value]


class RowDeed(TextChoices):
    """What an import did with a row of the sheet."""

    CREATED = "created", "Personne créée"
    UPDATED = "updated", "Dossier complété"


class SheetField(TextChoices):
    """What a column of an imported sheet may hold."""

    LAST_NAME = "last_name", "Nom"
    FIRST_NAME = "first_name", "Prénom"
    FULL_NAME = "full_name", "Nom et prénom dans la même case"
    NISS = "niss", "Numéro national"
    BORN_ON = "born_on", "Date de naissance"
    SEX = "sex", "Sexe"
    NATIONALITY = "nationality", "Nationalité"
    PHONE = "phone", "GSM ou téléphone"
    EMAIL = "email", "E-mail"
    STREET = "street", "Rue et numéro"
    POSTAL_CODE = "postal_code", "Code postal"
    LOCALITY = "locality", "Localité"
    DIPLOMA = "diploma", "Diplôme"
    STUDIES = "studies", "Études et formations"
    INTEGRATION_INCOME = "integration_income", "Revenu d'intégration (RIS)"
    FIRST_MET_ON = "first_met_on", "Premier entretien le"
    SOURCE = "source", "Adressé·e par"
    NOTE = "intake_note", "Remarques"


class TwinDecision(TextChoices):
    """What becomes of a row that may be somebody known."""

    ASIDE = "aside", "Laisser de côté"
    ANOTHER = "another", "Une autre personne : créer son dossier"
    SAME = "same", "La même personne : compléter son dossier"
