from django.db import models


class SessionKind(models.TextChoices):
    THEORY = "theory", "Théorie"
    PRACTICE = "practice", "Pratique en entreprise"
    WORKSHOP = "workshop", "Atelier"
    EXAM = "exam", "Épreuve"

    @property
    def tone(self) -> str:
        return {"theory": "phase", "practice": "info", "workshop": "", "exam": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "theory": "book",
            "practice": "building",
            "workshop": "easel",
            "exam": "patch-check",
        }[self.value]


class EnrolmentStatus(models.TextChoices):
    WAITING = "waiting", "En attente"
    ENROLLED = "enrolled", "Inscrit·e"
    COMPLETED = "completed", "Formation terminée"
    DROPPED = "dropped", "Abandon"

    @property
    def tone(self) -> str:
        return {"waiting": "warn", "enrolled": "phase", "completed": "ok", "dropped": ""}[
            self.value
        ]

    @property
    def icon(self) -> str:
        return {
            "waiting": "hourglass-split",
            "enrolled": "mortarboard",
            "completed": "check-circle",
            "dropped": "x",
        }[self.value]


class AttendanceState(models.TextChoices):
    PRESENT = "present", "Présent·e"
    LATE = "late", "En retard"
    LEFT_EARLY = "left_early", "Parti·e avant la fin"
    EXCUSED = "excused", "Excusé·e"
    ABSENT = "absent", "Pas venu·e"

    @property
    def has_hours(self) -> bool:
        """Hours may be counted: the person was there, wholly or in part."""
        return self in {self.PRESENT, self.LATE, self.LEFT_EARLY}

    @property
    def tone(self) -> str:
        return {"present": "ok", "absent": "bad", "excused": ""}.get(self.value, "warn")

    @property
    def icon(self) -> str:
        return {
            "present": "check",
            "late": "clock",
            "left_early": "box-arrow-right",
            "excused": "envelope-check",
            "absent": "x",
        }[self.value]


class Measure(models.TextChoices):
    """What a line of the hours ledger counts."""

    PLANNED = "planned", "Prévu"
    DONE = "done", "Suivi"
    JUSTIFIED = "justified", "Absence justifiée"
    PAID = "paid", "Payé"


class RateCode(models.TextChoices):
    """Which amount of the allowance; euros, or per cent for the withholding."""

    HOUR = "hour", "Indemnité par heure suivie (€)"
    WITHHOLDING = "withholding", "Retenue sur l'indemnité (%)"
    KM = "km", "Trajet en voiture, par kilomètre (€)"
    KM_CEILING = "km_ceiling", "Trajets en voiture, plafond par mois (€)"
    TRANSIT_CEILING = "transit_ceiling", "Transports en commun, plafond par mois (€)"
    CHILDCARE_CEILING = "childcare_ceiling", "Garde d'enfants, plafond par mois (€)"


class ClaimKind(models.TextChoices):
    TRANSIT = "transit", "Transports en commun"
    KM = "km", "Trajet en voiture"
    CHILDCARE = "childcare", "Garde d'enfants"

    @property
    def icon(self) -> str:
        return {"transit": "bus-front", "km": "car-front", "childcare": "house-heart"}[self.value]


class RunStatus(models.TextChoices):
    DRAFT = "draft", "En préparation"
    VALIDATED = "validated", "Validé"
    DISCARDED = "discarded", "Abandonné"

    @property
    def tone(self) -> str:
        return {"draft": "warn", "validated": "ok", "discarded": ""}[self.value]

    @property
    def icon(self) -> str:
        return {"draft": "hourglass-split", "validated": "check-circle", "discarded": "x"}[
            self.value
        ]


class AttendanceSource(models.TextChoices):
    """How a presence came to be known."""

    STAFF = "staff", "Encodée"
    DOOR = "door", "Confirmée à la porte"
    SHEET = "sheet", "Feuille de présence papier"
    COMPANY = "company", "Feuille de l'entreprise"


class DropCause(models.TextChoices):
    """Why a training is left before its end; nothing of health, which the team keeps elsewhere."""

    JOB = "job", "A trouvé un emploi"
    OTHER_TRAINING = "other_training", "Suit une autre formation"
    CHILDCARE = "childcare", "Garde d'enfants"
    MOBILITY = "mobility", "Trajet"
    SCHEDULE = "schedule", "Horaire"
    LEVEL = "level", "Niveau trop éloigné"
    CHOICE = "choice", "Le métier ne convient pas"
    ABSENCES = "absences", "Trop d'absences"
    COMPANY = "company", "Fin du stage par l'entreprise"
    PERSONAL = "personal", "Raison personnelle"


class TrainingResult(models.TextChoices):
    CERTIFIED = "certified", "Certifié·e"
    ATTESTED = "attested", "Attestation de suivi"
    FAILED = "failed", "Pas réussi"

    @property
    def tone(self) -> str:
        return {"certified": "ok", "attested": "phase", "failed": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {"certified": "award", "attested": "file-earmark-check", "failed": "x"}[self.value]


class Settlement(models.TextChoices):
    """What was decided of a difference with the operator's own list."""

    OURS = "ours", "Nos heures sont justes"
    CORRECTED = "corrected", "Nos heures sont corrigées"
    ASKED = "asked", "Question posée à l'opérateur"

    @property
    def tone(self) -> str:
        return {"ours": "ok", "corrected": "ok", "asked": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {"ours": "check", "corrected": "pencil", "asked": "question-circle"}[self.value]


class HourField(models.TextChoices):
    """What a column of the operator's own list says."""

    LAST_NAME = "last_name", "Nom"
    FIRST_NAME = "first_name", "Prénom"
    FULL_NAME = "full_name", "Nom et prénom"
    NISS = "niss", "Numéro national"
    DAY = "day", "Jour"
    HOURS = "hours", "Heures"
    MINUTES = "minutes", "Minutes"


class Match(models.TextChoices):
    """How a day of the operator's list stands beside our ledger."""

    SAME = "same", "Pareil"
    DIFFERS = "differs", "Diffère"
    THEIRS = "theirs", "Chez eux seulement"
    OURS = "ours", "Chez nous seulement"

    @property
    def tone(self) -> str:
        return {"same": "ok", "differs": "bad", "theirs": "warn", "ours": "warn"}[self.value]

    @property
    def icon(self) -> str:
        return {
            "same": "check",
            "differs": "exclamation-triangle",
            "theirs": "box-arrow-in-down",
            "ours": "box-arrow-right",
        }[self.value]
