"""What a programme asks and gives, skill by skill, and how far each person got."""

import pghistory
from django.db import models
from django.db.models import Q

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Skill
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped
from training.models.enrolments import Enrolment
from training.models.programmes import Programme


class Prerequisite(models.Model):
    """A skill, and the level of it, that one brings to follow the programme with profit."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="asked_skills", verbose_name="formation"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence demandée"
    )
    level = models.PositiveSmallIntegerField(
        "niveau", choices=SkillLevel.choices, default=SkillLevel.STARTS
    )

    class Meta:
        verbose_name = "prérequis"
        verbose_name_plural = "prérequis"
        ordering = ["skill__label_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "skill"],
                name="prerequisite_unique",
                violation_error_message="Cette compétence est déjà demandée.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_level_display()})"


class SkillResultQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SkillResultQuerySet":
        if user.has_verb(Permission.TRAINING_READ):
            return self
        return self.filter(enrolment__beneficiary__user=user)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SkillResultEvent",
)
class SkillResult(Stamped):
    """How far one participant masters one skill of the programme: by the own word, and by the
    trainer's. What the trainer says enters the person's skills, acquired by training.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="results", verbose_name="inscription"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence"
    )
    own_level = models.PositiveSmallIntegerField(
        "selon la personne", choices=SkillLevel.choices, null=True, blank=True
    )
    own_on = models.DateField("dit le", null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        "selon la formation", choices=SkillLevel.choices, null=True, blank=True
    )
    noted_on = models.DateField("noté le", null=True, blank=True)
    remark = models.CharField("remarque", max_length=200, blank=True)

    objects = SkillResultQuerySet.as_manager()

    class Meta:
        verbose_name = "acquis de formation"
        verbose_name_plural = "acquis de formation"
        ordering = ["skill__label_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "skill"],
                name="skill_result_unique",
                violation_error_message="Cette compétence est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(own_level__isnull=True, own_on__isnull=True)
                | Q(own_level__isnull=False, own_on__isnull=False),
                name="skill_result_own_with_day",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True, noted_on__isnull=True)
                | Q(level__isnull=False, noted_on__isnull=False),
                name="skill_result_noted_with_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.enrolment}"
