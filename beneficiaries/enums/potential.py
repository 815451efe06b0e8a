"""What the person can do, and what stands between the person and a job."""

from django.db.models import IntegerChoices, TextChoices


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


class Voice(TextChoices):
    """Who says how far a skill reaches."""

    COACH = "coach", "Le jobcoach"
    PERSON = "person", "La personne"


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
