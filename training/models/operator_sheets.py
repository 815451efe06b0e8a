"""The operator's own list of hours, as received: laid beside our ledger, line by line."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mirec.accounts.enums import Permission
from mirec.core.models import StoredFile
from mirec.core.refusals import BACKWARDS
from training.enums import Settlement
from training.models.enrolments import Enrolment
from training.models.programmes import Cohort


class OperatorSheetQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OperatorSheetQuerySet":
        return self if user.has_verb(Permission.ALLOWANCE_READ) else self.none()


class OperatorSheet(StoredFile):
    """A sheet of hours of one cohort over a period (both ends included), as it was uploaded."""

    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="operator_sheets", verbose_name="groupe"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    dropped_on = models.DateField("écartée le", null=True, editable=False)

    objects = OperatorSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de l'opérateur"
        verbose_name_plural = "listes de l'opérateur"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="operator_sheet_ends_after_start",
                violation_error_message=BACKWARDS,
            )
        ]

    def __str__(self) -> str:
        return self.name


class OperatorLineQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OperatorLineQuerySet":
        return self.filter(sheet__in=OperatorSheet.objects.visible_to(user))


class OperatorLine(models.Model):
    """One row of the sheet: `enrolment` is who it is of us, None while nobody was recognised.

    Without a `number` it is no row of the sheet: hours of ours that the operator does not list.
    """

    sheet = models.ForeignKey(OperatorSheet, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("ligne", null=True, blank=True)
    typed_name = models.CharField("nom dans la liste", max_length=160)
    enrolment = models.ForeignKey(
        Enrolment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="operator_lines",
        verbose_name="inscription",
    )
    worked_on = models.DateField("jour")
    minutes = models.PositiveSmallIntegerField("minutes")
    settlement = models.CharField(
        "suite donnée", max_length=12, choices=Settlement.choices, blank=True
    )
    settled_on = models.DateField("décidé le", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="décidé par",
    )
    words = models.CharField("précision", max_length=200, blank=True)

    objects = OperatorLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de l'opérateur"
        verbose_name_plural = "lignes de l'opérateur"
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="operator_line_unique"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(minutes=0, enrolment__isnull=False),
                name="operator_line_listed_or_ours",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=24 * 60), name="operator_line_within_a_day"
            ),
            models.CheckConstraint(
                condition=Q(settlement="", settled_on__isnull=True, settled_by__isnull=True)
                | (~Q(settlement="") & Q(settled_on__isnull=False, settled_by__isnull=False)),
                name="operator_line_settled_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.typed_name}, ligne {self.number or 0}"
