"""Theory at an operator, practice in a company: what is signed and what the tutor answers."""

from django.db import models


class AlternancePaperKind(models.TextChoices):
    CONTRACT = "contract", "Contrat de formation"
    INTERNSHIP = "internship", "Convention de stage"

    @property
    def icon(self) -> str:
        return {"contract": "file-earmark-text", "internship": "building"}[self.value]


class TutorScore(models.IntegerChoices):
    """The tutor's answer to each of the five questions."""

    NOT_YET = 1, "Pas encore"
    WITH_HELP = 2, "Avec de l'aide"
    WELL = 3, "Bien"
    VERY_WELL = 4, "Très bien"

    @property
    def is_alarming(self) -> bool:
        return self == TutorScore.NOT_YET

    @property
    def tone(self) -> str:
        return {1: "bad", 2: "warn", 3: "ok", 4: "ok"}[self.value]

    @property
    def icon(self) -> str:
        return {1: "emoji-frown", 2: "emoji-neutral", 3: "emoji-smile", 4: "emoji-laughing"}[
            self.value
        ]
