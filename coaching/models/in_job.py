"""What makes a job hard and how it is mended; what a job lets a person prove."""

import pghistory
from django.db import models
from django.db.models import Case, F, Q, Value, When

from beneficiaries.models import Beneficiary, Skill
from coaching.enums import DifficultyKind, ValidationResult
from coaching.models.after_hire import AfterHireQuerySet
from employers.models import Placement
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped
from partners.models import Partner


class DifficultyQuerySet(AfterHireQuerySet):
    def with_open_words(self) -> "DifficultyQuerySet":
        """`open_note`, `open_mediation`: the words; those of a sealed kind are not even read."""
        sealed = [kind for kind in DifficultyKind if kind.is_sealed]
        words = {
            f"open_{name}": Case(
                When(kind__in=sealed, then=Value("")),
                default=F(name),
                output_field=EncryptedTextField(),
            )
            for name in ("note", "mediation")
        }
        return self.defer("note", "mediation").annotate(**words)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="DifficultyEvent",
)
class Difficulty(Stamped):
    """What makes the job hard, and the mediation done; health is sealed as everywhere."""

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="difficulties", verbose_name="contrat"
    )
    kind = models.CharField("difficulté", max_length=12, choices=DifficultyKind.choices)
    note = EncryptedTextField("ce qui se passe", blank=True)
    noted_on = models.DateField("notée le")
    mediation = EncryptedTextField("ce qui a été fait", blank=True)
    solved_on = models.DateField("résolue le", null=True, blank=True)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        verbose_name = "difficulté dans l'emploi"
        verbose_name_plural = "difficultés dans l'emploi"
        ordering = ["-noted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True) | Q(solved_on__gte=F("noted_on")),
                name="difficulty_solved_after_noted",
                violation_error_message="Une difficulté se résout après avoir été notée.",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_sealed(self) -> bool:
        return DifficultyKind(self.kind).is_sealed


class SkillTestQuerySet(AfterHireQuerySet):
    person = "beneficiary"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SkillTestEvent",
)
class SkillTest(Stamped):
    """A validation of skills: the skill to prove, the centre, the day, the result.

    Voluntary and free, from 18 years, in an accredited centre; a success gives a « titre de
    compétence » (accord de coopération of 21.03.2019).
    """

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="skill_tests", verbose_name="personne"
    )
    placement = models.ForeignKey(
        Placement,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="skill_tests",
        verbose_name="contrat",
    )
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name="compétence à prouver"
    )
    centre = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="centre de validation",
    )
    test_on = models.DateField("épreuve le", null=True, blank=True)
    result = models.CharField(
        "résultat",
        max_length=12,
        choices=ValidationResult.choices,
        default=ValidationResult.PLANNED,
    )
    result_on = models.DateField("résultat le", null=True, blank=True)
    title = models.CharField("titre de compétence obtenu", max_length=200, blank=True)

    objects = SkillTestQuerySet.as_manager()

    class Meta:
        verbose_name = "validation de compétence"
        verbose_name_plural = "validations de compétence"
        ordering = ["-test_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result=ValidationResult.PLANNED, result_on__isnull=True)
                | (~Q(result=ValidationResult.PLANNED) & Q(result_on__isnull=False)),
                name="skill_test_result_with_date",
                violation_error_message="Un résultat a une date.",
            ),
            models.CheckConstraint(
                condition=Q(title="") | Q(result=ValidationResult.PASSED),
                name="skill_test_title_when_passed",
                violation_error_message="Un titre s'obtient quand l'épreuve est réussie.",
            ),
            models.UniqueConstraint(
                fields=["beneficiary", "skill"],
                condition=Q(result=ValidationResult.PLANNED),
                name="skill_test_one_planned",
                violation_error_message="Une épreuve est déjà prévue pour cette compétence.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.get_result_display()}"
