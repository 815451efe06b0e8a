"""Files that changed hands: who, to whom, when, with which words."""

from datetime import date, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Role
from mirec.core.models import Stamped

FRESH_DAYS = 30
"""How long the word of the former coach stands on the file and in the day of the new one."""


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TransferQuerySet":
        return self.filter(files__beneficiary__in=Beneficiary.objects.visible_to(user)).distinct()

    def known_to(self, user) -> "TransferQuerySet":
        """The deeds, without their files: all for a manager, else those one took part in."""
        if user.has_role(Role.MANAGER):
            return self
        return self.filter(Q(created_by=user) | Q(from_coach=user) | Q(to_coach=user))

    def with_file_count(self) -> "TransferQuerySet":
        return self.annotate(file_count=Count("files"))


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


class TransferredFileQuerySet(models.QuerySet):
    def newest_first(self) -> "TransferredFileQuerySet":
        rows = self.select_related("transfer__from_coach", "transfer__to_coach")
        return rows.order_by("-transfer__moved_on", "-pk")

    def recent(self, on: date) -> "TransferredFileQuerySet":
        """Handed over lately, and still with who took them; the latest first."""
        return (
            self.filter(
                transfer__moved_on__gt=on - timedelta(days=FRESH_DAYS),
                beneficiary__coach=F("transfer__to_coach"),
                beneficiary__merged_into__isnull=True,
            )
            .select_related("transfer__from_coach")
            .order_by("-transfer__moved_on", "-pk")
        )

    def received_by(self, user, on: date) -> "TransferredFileQuerySet":
        """For the day of who took them over."""
        return self.recent(on).filter(transfer__to_coach=user).select_related("beneficiary")


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

    objects = TransferredFileQuerySet.as_manager()

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
