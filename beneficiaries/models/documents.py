"""The papers of a file: what each proves, until when, and who checked it."""

from datetime import date, timedelta
from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate

from beneficiaries.enums import DocumentKind
from beneficiaries.models.people import Beneficiary
from beneficiaries.rules.proofs import SEALED
from mirec.core.addresses import address_of
from mirec.core.models import StoredFile


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def kept(self) -> Self:
        return self.filter(withdrawn_on__isnull=True)

    def sent_by_person(self) -> Self:
        """Those that came from the person's own space."""
        return self.filter(created_by=F("beneficiary__user"))

    def waiting(self) -> Self:
        """Kept, and not checked by a colleague yet."""
        return self.kept().filter(checked_on__isnull=True)

    def trusted(self) -> Self:
        """Kept, put there or checked by a colleague: what the person sends proves nothing yet."""
        by_person = Q(created_by=F("beneficiary__user"))
        nobody = Q(beneficiary__user__isnull=True)
        return self.kept().filter(Q(checked_on__isnull=False) | nobody | ~by_person)

    def valid(self, on: date) -> Self:
        """Trusted, and not expired on the day; the last day of validity counts."""
        return self.trusted().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))

    def ending(self, on: date, days: int) -> Self:
        """Kept ones that have expired or do so within `days`, and that nothing newer replaces."""
        longer = Q(valid_until__isnull=True) | Q(valid_until__gt=OuterRef("valid_until"))
        newer = Document.objects.trusted().filter(
            longer, beneficiary=OuterRef("beneficiary"), kind=OuterRef("kind")
        )
        ends = self.kept().filter(valid_until__lte=on + timedelta(days=days))
        return ends.filter(~Exists(newer)).order_by("valid_until", "pk")


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
        """What a sealed paper is about is told by opening it, nowhere else."""
        return SEALED if self.is_sealed else self.get_kind_display()

    @property
    def seen_on(self) -> date:
        """The day from which the house is known to have had it: scanned then, or checked before."""
        received_on = localdate(self.created_at)
        return min(received_on, self.checked_on) if self.checked_on else received_on

    @property
    def is_kept(self) -> bool:
        return self.withdrawn_on is None

    def get_absolute_url(self) -> str:
        return address_of("beneficiaries:document", self.pk)
