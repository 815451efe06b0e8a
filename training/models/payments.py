"""The monthly runs: what each enrolment is paid, prepared by one and validated by another."""

from datetime import date
from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Permission
from mirec.core.addresses import address_of
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped
from training.enums import RunStatus
from training.models import frozen
from training.models.allowances import AllowanceQuerySet
from training.models.enrolments import Enrolment
from training.rules.allowances import CENT


class PaymentRun(Stamped):
    """The payments of a month; prepared by one, validated by another, then never changed.

    `month_on` is its first day. `file` is the credit transfer as the bank receives it.
    """

    month_on = models.DateField("mois")
    status = models.CharField(
        "état", max_length=12, choices=RunStatus.choices, default=RunStatus.DRAFT
    )
    prepared_on = models.DateField("préparé le")
    execution_on = models.DateField("à exécuter le")
    validated_on = models.DateField("validé le", null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="validé par",
    )
    file = EncryptedTextField("fichier de paiement", blank=True, editable=False)

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = "paiement des indemnités"
        verbose_name_plural = "paiements des indemnités"
        ordering = ["-month_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month_on__day=1), name="payment_run_month"),
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status=RunStatus.DRAFT),
                name="payment_run_one_draft",
                violation_error_message="Un paiement est déjà en préparation : validez-le ou "
                "abandonnez-le d'abord.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=RunStatus.VALIDATED)
                    & Q(validated_on__isnull=False, validated_by__isnull=False)
                    & ~Q(file="")
                )
                | (
                    ~Q(status=RunStatus.VALIDATED)
                    & Q(validated_on__isnull=True, validated_by__isnull=True, file="")
                ),
                name="payment_run_validated_whole",
            ),
            models.CheckConstraint(
                condition=Q(validated_by__isnull=True) | ~Q(validated_by=F("created_by")),
                name="payment_run_second_person",
                violation_error_message="Une autre personne que celle qui a préparé valide.",
            ),
        ]
        triggers = frozen.run

    def __str__(self) -> str:
        return f"Indemnités {self.month_on:%m/%Y}"

    def get_absolute_url(self) -> str:
        return address_of("training:payment-run", self.pk)


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PaymentQuerySet":
        """Those of a person once they are validated, for the person."""
        if user.has_verb(Permission.ALLOWANCE_READ):
            return self
        own = Beneficiary.objects.own_of(user)
        return self.filter(enrolment__beneficiary__in=own, run__status=RunStatus.VALIDATED)

    def validated(self) -> "PaymentQuerySet":
        return self.filter(run__status=RunStatus.VALIDATED)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="PaymentEvent",
)
class Payment(Stamped):
    """What one enrolment is paid by one run: the difference with all that was paid before.

    `minutes` and `hours_eur` may be negative when hours already paid were corrected; the total is
    never. `content` holds the lines of the statement: month, rate, minutes and euros.
    """

    run = models.ForeignKey(PaymentRun, on_delete=models.CASCADE, related_name="payments")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="payments", verbose_name="inscription"
    )
    minutes = models.IntegerField("minutes payées")
    hours_eur = models.DecimalField("indemnité", max_digits=9, decimal_places=2)
    withheld_eur = models.DecimalField("retenue", max_digits=9, decimal_places=2)
    claims_eur = models.DecimalField("frais remboursés", max_digits=9, decimal_places=2)
    total_eur = models.DecimalField("à payer", max_digits=9, decimal_places=2)
    iban = EncryptedTextField("IBAN")
    holder = models.CharField("titulaire du compte", max_length=70)
    content = models.JSONField("détail")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "indemnité payée"
        verbose_name_plural = "indemnités payées"
        ordering = ["enrolment__beneficiary__name_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "enrolment"], name="payment_once_per_run"),
            models.CheckConstraint(
                condition=Q(
                    total_eur=F("hours_eur") - F("withheld_eur") + F("claims_eur"), total_eur__gt=0
                ),
                name="payment_adds_up",
            ),
        ]
        triggers = [frozen.payment]

    def __str__(self) -> str:
        return f"{self.enrolment} – {self.total_eur}"

    @property
    def statement(self) -> list[dict]:
        """The lines as the paper prints them: `month_on`, `minutes`, `hour_eur`, `eur`."""
        return [
            {
                "month_on": date.fromisoformat(line["month"]),
                "minutes": line["minutes"],
                "hour_eur": Decimal(line["hour_eur"]),
                "eur": Decimal(line["eur"]),
            }
            for line in self.content
        ]

    @property
    def iban_spaced(self) -> str:
        return " ".join(self.iban[start : start + 4] for start in range(0, len(self.iban), 4))

    @property
    def minus_withheld_eur(self) -> Decimal:
        return -self.withheld_eur

    @property
    def beside_lines_eur(self) -> Decimal:
        """What `hours_eur` holds beside the statement's lines, each rounded."""
        return self.hours_eur - sum((Decimal(line["eur"]) for line in self.content), Decimal(0))

    @property
    def is_rounding(self) -> bool:
        """Cents of lines rounded one by one; more comes from a rate changed since it was paid."""
        return abs(self.beside_lines_eur) <= CENT * (len(self.content) + 1)
