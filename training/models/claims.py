"""Claims of costs: travel and childcare, with their proofs, decided by a second person.

A decision stays as it was written; another sum afterwards is a correction, a line of its own.
"""

from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from mirec.core.models import Stamped, StoredFile
from training.enums import ClaimKind
from training.models import frozen
from training.models.allowances import AllowanceQuerySet
from training.models.enrolments import Enrolment
from training.models.payments import Payment
from training.rules.allowances import month_end


class ClaimQuerySet(AllowanceQuerySet):
    def waiting(self) -> "ClaimQuerySet":
        return self.filter(decided_on__isnull=True)

    def to_pay(self) -> "ClaimQuerySet":
        """Granted, and in no payment yet."""
        return self.filter(granted_eur__gt=0, payment__isnull=True)

    def to_pay_with(self, month: date) -> "ClaimQuerySet":
        """Those of the days up to the end of the month: its payment holds them."""
        return self.to_pay().filter(spent_on__lte=month_end(month))

    def with_held(self) -> "ClaimQuerySet":
        """With `held_eur`: what is granted now, corrections included; None while undecided."""
        corrections = ClaimCorrection.objects.filter(claim=OuterRef("pk")).order_by()
        sums = corrections.values("claim").annotate(sum=Sum("eur")).values("sum")
        return self.annotate(held_eur=F("granted_eur") + Coalesce(Subquery(sums), Decimal(0)))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ClaimEvent",
)
class Claim(Stamped):
    """Costs of travel or childcare on a day; entered by one, decided by another.

    `granted_eur` is zero when refused.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="claims", verbose_name="inscription"
    )
    kind = models.CharField("frais", max_length=12, choices=ClaimKind.choices)
    spent_on = models.DateField("jour")
    km = models.DecimalField("kilomètres", max_digits=6, decimal_places=1, null=True, blank=True)
    asked_eur = models.DecimalField("demandé", max_digits=8, decimal_places=2)
    granted_eur = models.DecimalField(
        "accordé", max_digits=8, decimal_places=2, null=True, blank=True
    )
    decided_on = models.DateField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="décidé par",
    )
    refusal = models.CharField("pourquoi moins ou rien", max_length=200, blank=True)
    payment = models.ForeignKey(
        Payment,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="claims",
        verbose_name="paiement",
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de remboursement"
        verbose_name_plural = "demandes de remboursement"
        ordering = ["spent_on", "pk"]
        indexes = [
            models.Index(fields=["enrolment", "kind", "spent_on"], name="claim_enrolment"),
            models.Index(
                fields=["spent_on"], name="claim_waiting", condition=Q(decided_on__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_eur__gt=0),
                name="claim_asks_something",
                violation_error_message="Indiquez un montant.",
            ),
            models.CheckConstraint(
                condition=Q(kind=ClaimKind.KM, km__gt=0) | (~Q(kind=ClaimKind.KM) & Q(km=None)),
                name="claim_km",
                violation_error_message="Les kilomètres vont avec un trajet en voiture.",
            ),
            models.CheckConstraint(
                condition=Q(granted_eur=None, decided_on=None, decided_by=None)
                | Q(
                    granted_eur__gte=0,
                    granted_eur__lte=F("asked_eur"),
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                ),
                name="claim_decided_whole",
                violation_error_message="On accorde au plus ce qui est demandé.",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("created_by")),
                name="claim_second_person",
                violation_error_message="Une autre personne que celle qui a encodé décide.",
            ),
            models.CheckConstraint(
                condition=Q(granted_eur=None) | Q(granted_eur=F("asked_eur")) | ~Q(refusal=""),
                name="claim_less_with_reason",
                violation_error_message="Dites pourquoi moins que demandé.",
            ),
            models.CheckConstraint(
                condition=Q(payment=None) | Q(granted_eur__gt=0), name="claim_paid_when_granted"
            ),
        ]
        triggers = frozen.claim

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.asked_eur}"

    @property
    def kind_icon(self) -> str:
        return ClaimKind(self.kind).icon


class ClaimCorrectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClaimCorrectionQuerySet":
        return self.filter(claim__in=Claim.objects.visible_to(user))

    def to_pay(self) -> "ClaimCorrectionQuerySet":
        return self.filter(payment__isnull=True)

    def to_pay_with(self, month: date) -> "ClaimCorrectionQuerySet":
        """As the costs that they correct."""
        return self.to_pay().filter(claim__spent_on__lte=month_end(month))


class ClaimCorrection(Stamped):
    """A sum more or less than was granted; the next payment holds it. Never rewritten."""

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="corrections", verbose_name="frais"
    )
    eur = models.DecimalField("différence", max_digits=8, decimal_places=2)
    reason = models.CharField("motif de la correction", max_length=200)
    payment = models.ForeignKey(
        Payment,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="claim_corrections",
        verbose_name="paiement",
    )

    objects = ClaimCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "correction de frais"
        verbose_name_plural = "corrections de frais"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["claim"], name="claim_correction_to_pay", condition=Q(payment=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(eur=0) & ~Q(reason=""),
                name="claim_correction_whole",
                violation_error_message="Une correction a un montant et un motif.",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="written_once", fields=["claim", "eur", "reason"]),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            frozen.paid_once,
            frozen.within_what_is_asked,
        ]

    def __str__(self) -> str:
        return f"{self.eur:+}"


class ClaimProofQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ClaimProofQuerySet":
        return self.filter(claim__in=Claim.objects.visible_to(user))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="ClaimProofEvent",
)
class ClaimProof(StoredFile):
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="proofs")

    objects = ClaimProofQuerySet.as_manager()

    class Meta:
        verbose_name = "preuve de frais"
        verbose_name_plural = "preuves de frais"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
