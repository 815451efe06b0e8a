"""The papers of a file, and the sheets it came from."""

from django.db.models import TextChoices


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
