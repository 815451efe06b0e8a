"""The papers of a file: what each proves, until when, and who checked it."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from beneficiaries.enums import DocumentKind
from beneficiaries.models.people import Beneficiary
from mirec.core.models import StoredFile


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DocumentQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def kept(self) -> "DocumentQuerySet":
        return self.filter(withdrawn_on__isnull=True)

    def valid(self, on: date) -> "DocumentQuerySet":
        """Kept, and not expired on the day; the last day of validity counts."""
        return self.kept().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="DocumentEvent",
)
class Document(StoredFile):
    """A document of the person. A sealed one is opened on request, with a right, and logged."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="documents", verbose_name="personne"
    )
    kind = models.CharField("type de document", max_length=24, choices=DocumentKind.choices)
    is_sealed = models.BooleanField("scellé (santé ou social)", default=False)
    issued_on = models.DateField("daté du", null=True, blank=True)
    valid_until = models.DateField("valable jusqu'au", null=True, blank=True)
    note = models.CharField("précision", max_length=200, blank=True)
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vérifié par",
    )
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="retiré par",
    )
    withdrawal_reason = models.CharField("motif du retrait", max_length=200, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "pièce du dossier"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["beneficiary", "kind"], name="document_of_person"),
            models.Index(
                fields=["valid_until"],
                name="document_expiry",
                condition=Q(withdrawn_on__isnull=True, valid_until__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(valid_until__gte=F("issued_on")),
                name="document_ends_after_start",
                violation_error_message="La fin ne peut pas précéder la date du document.",
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="document_checked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawal_reason=""
                )
                | (
                    Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                ),
                name="document_withdrawn_with_reason",
                violation_error_message="Un retrait a un motif.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("beneficiaries:document", args=[self.pk])
