"""Files that changed hands: who, to whom, when, with which words."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from mirec.core.models import Stamped


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TransferQuerySet":
        return self.filter(files__beneficiary__in=Beneficiary.objects.visible_to(user)).distinct()


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="TransferEvent",
)
class Transfer(Stamped):
    from_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="de",
    )
    to_coach = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="à"
    )
    moved_on = models.DateField("le")

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "transfert"
        ordering = ["-moved_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_coach__isnull=True) | ~Q(from_coach=F("to_coach")),
                name="transfer_to_another",
                violation_error_message="Choisissez un autre jobcoach.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_coach} – {self.to_coach}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="TransferredFileEvent",
)
class TransferredFile(models.Model):
    """One file of a transfer; `note` is what the former coach hands over about this person."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="files")
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="transfers", verbose_name="personne"
    )
    note = models.TextField("mot de passage", max_length=5_000, blank=True)
    appointments_moved = models.PositiveSmallIntegerField("rendez-vous repris", default=0)

    class Meta:
        verbose_name = "dossier transféré"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "beneficiary"], name="transferred_file_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.beneficiary)
