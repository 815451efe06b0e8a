"""The hours ledger: what each closed session counts for each person, line upon line."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q

from mirec.accounts.enums import Permission
from mirec.core.models import Stamped
from training.enums import Measure
from training.models import frozen
from training.models.enrolments import Enrolment
from training.models.payments import PaymentRun
from training.models.programmes import Session


class LedgerQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LedgerQuerySet":
        if user.has_verb(Permission.ALLOWANCE_READ):
            return self
        return self.filter(enrolment__beneficiary__user=user)

    def of(self, measure: Measure) -> "LedgerQuerySet":
        return self.filter(measure=measure)

    def worked_until(self, day: date) -> "LedgerQuerySet":
        """The day included."""
        return self.filter(worked_on__lte=day)


class LedgerLine(Stamped):
    """Minutes of one person in one session; a correction is another line, with its reason.

    `minutes` may be negative in a correction. A line is never rewritten nor removed: the database
    refuses it.
    """

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="ledger_lines", verbose_name="inscription"
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="ledger_lines", verbose_name="séance"
    )
    measure = models.CharField("mesure", max_length=12, choices=Measure.choices)
    minutes = models.SmallIntegerField("minutes")
    worked_on = models.DateField("jour")
    reason = models.CharField("motif de la correction", max_length=200, blank=True)
    run = models.ForeignKey(
        PaymentRun,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_lines",
        verbose_name="paiement",
    )

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = "écriture d'heures"
        verbose_name_plural = "écritures d'heures"
        ordering = ["worked_on", "pk"]
        indexes = [
            models.Index(
                fields=["enrolment", "session", "measure"],
                include=["minutes", "worked_on"],
                name="ledger_enrolment",
            ),
            models.Index(fields=["run"], name="ledger_run", condition=Q(run__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(minutes=0), name="ledger_line_counts"),
            models.CheckConstraint(
                condition=Q(measure=Measure.PAID, run__isnull=False)
                | (~Q(measure=Measure.PAID) & Q(run__isnull=True)),
                name="ledger_paid_by_a_run",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gt=0) | ~Q(reason="") | Q(measure=Measure.PAID),
                name="ledger_less_with_reason",
                violation_error_message="Une correction a un motif.",
            ),
            models.UniqueConstraint(
                fields=["run", "enrolment", "session"],
                condition=Q(measure=Measure.PAID),
                name="ledger_paid_once_by_a_run",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="written_once",
                fields=["session", "measure", "minutes", "worked_on", "reason", "run"],
            ),
            pgtrigger.Protect(name="never_removed", operation=pgtrigger.Delete),
            frozen.same_cohort,
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.minutes}"

    @property
    def size(self) -> int:
        """The minutes without their sign."""
        return abs(self.minutes)
