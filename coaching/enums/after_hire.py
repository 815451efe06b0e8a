"""From the hire to a job that lasts: the plan that leads there, and the support on the spot."""

from django.db import models


class InsertionMeans(models.TextChoices):
    """How a skill that is missing for a job can be acquired."""

    TRAINING = "training", "Formation en alternance"
    WORKSHOP = "workshop", "Atelier"
    IMMERSION = "immersion", "Immersion en entreprise"
    TUTOR = "tutor", "Apprentissage au poste, avec un tuteur"
    VALIDATION = "validation", "Validation des compétences"
    OTHER = "other", "Autre moyen"

    @property
    def icon(self) -> str:
        return {
            "training": "mortarboard",
            "workshop": "people",
            "immersion": "tools",
            "tutor": "person-check",
            "validation": "patch-check",
            "other": "three-dots",
        }[self.value]


class HireMark(models.TextChoices):
    """When one takes news after a hire; `month_*` run from quantième to quantième."""

    DAY_2 = "day_2", "Deuxième jour"
    DAY_15 = "day_15", "Quinzième jour"
    MONTH_1 = "month_1", "Un mois"
    MONTH_3 = "month_3", "Trois mois"
    MONTH_6 = "month_6", "Six mois"
    END = "end", "Fin de la convention"


class OpinionSide(models.TextChoices):
    WORKER = "worker", "La personne"
    EMPLOYER = "employer", "L'employeur"


class OpinionScore(models.IntegerChoices):
    """The answer to the one question « comment cela se passe-t-il ? »."""

    BADLY = 1, "Mal"
    HARD = 2, "Difficilement"
    WELL = 3, "Bien"
    VERY_WELL = 4, "Très bien"

    @property
    def is_alarming(self) -> bool:
        return self <= OpinionScore.HARD

    @property
    def tone(self) -> str:
        return {1: "bad", 2: "warn", 3: "ok", 4: "ok"}[self.value]

    @property
    def icon(self) -> str:
        return {1: "emoji-frown", 2: "emoji-neutral", 3: "emoji-smile", 4: "emoji-laughing"}[
            self.value
        ]


class DifficultyKind(models.TextChoices):
    MOBILITY = "mobility", "Trajet"
    CHILDCARE = "childcare", "Garde d'enfants"
    RELATIONS = "relations", "Relations au travail"
    HEALTH = "health", "Santé"
    TASKS = "tasks", "Tâches"
    SCHEDULE = "schedule", "Horaire"
    OTHER = "other", "Autre"

    @property
    def is_sealed(self) -> bool:
        return self == DifficultyKind.HEALTH


class ValidationResult(models.TextChoices):
    PLANNED = "planned", "Prévue"
    PASSED = "passed", "Réussie"
    FAILED = "failed", "Pas réussie"
    CANCELLED = "cancelled", "Annulée"

    @property
    def tone(self) -> str:
        return {"planned": "phase", "passed": "ok", "failed": "warn", "cancelled": ""}[self.value]

    @property
    def icon(self) -> str:
        return {
            "planned": "calendar-event",
            "passed": "patch-check",
            "failed": "arrow-counterclockwise",
            "cancelled": "x",
        }[self.value]
