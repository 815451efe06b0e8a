"""Reports that were produced, and what the manager writes for them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS
from reporting.enums import ReportStatus

FIRST_YEAR = 2005
LAST_YEAR = 2100


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        return self if user.has_verb(Permission.REPORT_READ) else self.none()


class Report(models.Model):
    """One production of the annual report: parameters, progress, figures and files."""

    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    status = models.CharField(
        "état", max_length=8, choices=ReportStatus.choices, default=ReportStatus.QUEUED
    )
    progress = models.PositiveSmallIntegerField("avancement (%)", default=0)
    step = models.CharField("étape", max_length=120, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="demandé par",
    )
    requested_at = models.DateTimeField("demandé le", auto_now_add=True)
    finished_at = models.DateTimeField("terminé le", null=True)
    computed_on = models.DateField("calculé au")
    content = models.JSONField("contenu", null=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    pdf = models.FileField("PDF", upload_to="reports/", blank=True)
    xlsx = models.FileField("XLSX", upload_to="reports/", blank=True)
    json = models.FileField("JSON", upload_to="reports/", blank=True)
    html = models.FileField("HTML", upload_to="reports/", blank=True)
    message = models.TextField("message", blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="report_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(status=ReportStatus.DONE)
                | (Q(content__isnull=False, finished_at__isnull=False) & ~Q(sha256="")),
                name="report_done_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"Rapport d'activités {self.year}"

    def get_absolute_url(self) -> str:
        return address_of("reporting:detail", self.pk)


class QualitativeSectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "QualitativeSectionQuerySet":
        return self if user.has_verb(Permission.REPORT_READ) else self.none()


class QualitativeSection(Stamped):
    """A text of the qualitative part, for one year."""

    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    title = models.CharField("titre", max_length=160)
    text = models.TextField("texte", max_length=50_000, blank=True)
    order = models.PositiveSmallIntegerField("ordre", default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = QualitativeSectionQuerySet.as_manager()

    class Meta:
        verbose_name = "section qualitative"
        ordering = ["year", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="section_unique",
                violation_error_message="Cette section existe déjà pour cette année.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "StoryQuerySet":
        return self if user.has_verb(Permission.REPORT_READ) else self.none()

    def consented(self) -> "StoryQuerySet":
        return self.filter(consented_on__isnull=False)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="StoryEvent",
)
class Story(Stamped):
    """A person's story, told in the report only with the person's written consent."""

    year = models.PositiveSmallIntegerField(
        "année", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="+", verbose_name="personne"
    )
    pseudonym = models.CharField("prénom d'emprunt", max_length=40)
    text = models.TextField("récit", max_length=10_000)
    consented_on = models.DateField("accord écrit donné le", null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "récit"
        verbose_name_plural = "récits"
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return self.pseudonym


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InspectionQuerySet":
        return self if user.has_verb(Permission.INSPECTION_RUN) else self.none()


class Inspection(Stamped):
    """A sample of the parcours of a period, drawn again to the same by the same seed and period.

    Both days are included; `journeys` keeps the drawn keys in the order of the draw.
    """

    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    size = models.PositiveSmallIntegerField("nombre de dossiers")
    seed = models.PositiveIntegerField("graine du tirage")
    population = models.PositiveIntegerField("parcours de la période", default=0)
    journeys = ArrayField(models.BigIntegerField(), default=list, verbose_name="parcours tirés")
    drawn_on = models.DateField("tiré le")
    status = models.CharField(
        "état", max_length=8, choices=ReportStatus.choices, default=ReportStatus.QUEUED
    )
    pdf = models.FileField("PDF", upload_to="inspections/", blank=True)
    message = models.TextField("message", blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "préparation d'inspection"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="inspection_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1),
                name="inspection_has_files",
                violation_error_message="Un échantillon compte au moins un dossier.",
            ),
        ]

    def __str__(self) -> str:
        return f"Inspection du {self.starts_on} au {self.ends_on}"

    def get_absolute_url(self) -> str:
        return address_of("reporting:inspection-detail", self.pk)
