"""What allowances depend on: dated rates, and the accounts they are paid to."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from beneficiaries.models import Beneficiary
from beneficiaries.models.situations import DateRange
from mirec.accounts.enums import Permission
from mirec.core.fields import EncryptedTextField
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS
from training.enums import RateCode
from training.models import frozen


class AllowanceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AllowanceQuerySet":
        return self if user.has_verb(Permission.ALLOWANCE_READ) else self.none()


class RateQuerySet(AllowanceQuerySet):
    def visible_to(self, user) -> "RateQuerySet":
        """Also by who keeps the law's other dated values."""
        can_read = user.has_verb(Permission.ALLOWANCE_READ)
        return self if can_read or user.has_verb(Permission.REGIME_MANAGE) else self.none()

    def in_force(self, on: date) -> "RateQuerySet":
        """The last day of validity counts."""
        return self.filter(valid_from__lte=on).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Rate(Stamped):
    """One amount, percentage or ceiling as it stands during a period, and where it is written.

    What is not certain is shown and never applied until somebody confirms it.
    """

    code = models.CharField("barème", max_length=20, choices=RateCode.choices)
    value = models.DecimalField("valeur", max_digits=8, decimal_places=4)
    valid_from = models.DateField("en vigueur du")
    valid_to = models.DateField("au", null=True, blank=True)
    source = models.CharField("source", max_length=300)
    is_certain = models.BooleanField(
        "confirmé", default=False, help_text="Sinon, il s'affiche et ne s'applique pas."
    )

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = "barème"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="rate_period",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & (~Q(code=RateCode.WITHHOLDING) | Q(value__lte=100)),
                name="rate_value",
                violation_error_message="Cette valeur est impossible.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="rate_with_source",
                violation_error_message="Dites où ce barème est écrit.",
            ),
            ExclusionConstraint(
                name="rate_one_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        DateRange("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Un barème de ce type couvre déjà une partie de cette "
                "période.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} : {self.value.normalize():f}"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="BankAccountEvent",
)
class BankAccount(Stamped):
    """Where the person is paid; a change is another row, the latest `valid_from` holds."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="bank_accounts", verbose_name="personne"
    )
    iban = EncryptedTextField("IBAN")
    holder = models.CharField("titulaire du compte", max_length=70)
    valid_from = models.DateField("à partir du")

    objects = AllowanceQuerySet.as_manager()

    class Meta:
        verbose_name = "compte bancaire"
        verbose_name_plural = "comptes bancaires"
        ordering = ["-valid_from", "-pk"]
        indexes = [
            models.Index(fields=["beneficiary", "-valid_from", "-id"], name="bank_account_latest")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(iban="") & ~Q(holder=""), name="bank_account_complete"
            )
        ]
        triggers = [frozen.account]

    def __str__(self) -> str:
        return self.holder

    @property
    def ending(self) -> str:
        """Enough to recognise the account, too little to use it."""
        return self.iban[-4:]
