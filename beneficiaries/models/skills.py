"""What the person can do, with the level and where it comes from."""

import pghistory
from django.db import models

from beneficiaries.enums import SkillLevel, SkillOrigin, Voice
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.reference import Skill
from mirec.core.models import Stamped


class BeneficiarySkillQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BeneficiarySkillQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.profile_visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="BeneficiarySkillEvent",
)
class BeneficiarySkill(Stamped):
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence"
    )
    level = models.PositiveSmallIntegerField("niveau", choices=SkillLevel.choices)
    origin = models.CharField("acquise par", max_length=16, choices=SkillOrigin.choices)
    evidence = models.CharField("preuve", max_length=200, blank=True)

    objects = BeneficiarySkillQuerySet.as_manager()

    class Meta:
        verbose_name = "compétence de la personne"
        ordering = ["skill__label_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary", "skill"],
                name="beneficiary_skill_unique",
                violation_error_message="Cette compétence est déjà notée.",
            )
        ]
        indexes = [
            # Covers « who holds this skill, how well » without a look at the rows.
            models.Index(
                fields=["skill", "level"], include=["beneficiary"], name="beneficiary_skill_held"
            )
        ]

    def __str__(self) -> str:
        return str(self.skill)


class SkillRatingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SkillRatingQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SkillRatingEvent",
)
class SkillRating(Stamped):
    """How far a skill reached on a day, by the coach or by the person: the way travelled."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="skill_ratings"
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence"
    )
    voice = models.CharField("voix", max_length=8, choices=Voice.choices)
    level = models.PositiveSmallIntegerField("niveau", choices=SkillLevel.choices)
    rated_on = models.DateField("le")

    objects = SkillRatingQuerySet.as_manager()

    class Meta:
        verbose_name = "appréciation"
        ordering = ["rated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary", "skill", "voice", "rated_on"],
                name="skill_rating_once_a_day",
                violation_error_message="Cette compétence est déjà appréciée ce jour-là.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.get_level_display()}"
