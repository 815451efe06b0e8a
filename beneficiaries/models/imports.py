"""Sheets that were imported: how their columns read, what each row became, how to take it back."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from beneficiaries.enums import ImportStatus, RowDeed
from mirec.accounts.enums import Permission
from mirec.accounts.models import Team
from mirec.core.addresses import address_of
from mirec.core.models import StoredFile


class ImportMapping(models.Model):
    """What the columns of a partner's sheet mean, remembered under a name.

    `columns` maps a header of the sheet to a field; `updated` names the fields that a second import
    may change in a file that exists.
    """

    name = models.CharField("nom", max_length=80, unique=True)
    columns = models.JSONField("colonnes")
    updated = models.JSONField("champs mis à jour", default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "lecture de feuille"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ImportRunQuerySet":
        return self if user.has_verb(Permission.IMPORT_RUN) else self.none()

    def imported_before(self, run: "ImportRun") -> "ImportRunQuerySet":
        """The very same sheet, imported and not taken back."""
        return self.filter(sha256=run.sha256, status=ImportStatus.DONE).exclude(pk=run.pk)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["findings"],  # names of persons, who may be taken back
    model_name="ImportRunEvent",
)
class ImportRun(StoredFile):
    """One sheet, from its upload to its undoing. `findings` keeps errors and likely duplicates."""

    status = models.CharField(
        "état", max_length=8, choices=ImportStatus.choices, default=ImportStatus.PREVIEW
    )
    team = models.ForeignKey(  # None before one is chosen, and once an undo removed it
        Team, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="équipe d'accueil"
    )
    mapping = models.ForeignKey(
        ImportMapping,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name="lecture",
    )
    columns = models.JSONField("colonnes", default=dict)
    updated = models.JSONField("champs mis à jour", default=list)
    findings = models.JSONField("constats", default=dict)
    row_count = models.PositiveIntegerField("lignes", default=0)
    created_count = models.PositiveIntegerField("personnes créées", default=0)
    updated_count = models.PositiveIntegerField("dossiers complétés", default=0)
    imported_at = models.DateTimeField("importé le", null=True, blank=True)
    undone_at = models.DateTimeField("repris le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="repris par",
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ImportStatus.PREVIEW, imported_at__isnull=True)
                | (~Q(status=ImportStatus.PREVIEW) & Q(imported_at__isnull=False)),
                name="import_done_with_moment",
            ),
            models.CheckConstraint(
                condition=Q(status=ImportStatus.UNDONE, undone_at__isnull=False)
                | (~Q(status=ImportStatus.UNDONE) & Q(undone_at__isnull=True)),
                name="import_undone_with_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("beneficiaries:import-detail", self.pk)


class ImportRow(models.Model):
    """What one row of the sheet did. `person` stays a plain number: an undo removes the person.

    `before` holds the fields of an existing file as they were, `after` as the import left them.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("ligne de la feuille")
    deed = models.CharField("effet", max_length=8, choices=RowDeed.choices)
    person = models.BigIntegerField("personne")
    before = models.JSONField("avant", default=dict)
    after = models.JSONField("après", default=dict)

    class Meta:
        verbose_name = "ligne importée"
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
        ]

    def __str__(self) -> str:
        return f"ligne {self.number}"
