"""Hiring aids as dated reference data: what each asks for, and where that is written."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from beneficiaries.models.situations import DateRange
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


class HiringAidQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HiringAidQuerySet":
        return self if user.has_verb(Permission.EMPLOYER_READ) else self.none()

    def in_force(self, on: date) -> "HiringAidQuerySet":
        """The last day of validity counts."""
        return self.filter(valid_from__lte=on).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class HiringAid(Stamped):
    """One aid as it stands during a period; a change of the law is another row.

    `conditions` is a list of `{"code": ..., **parameters}` that `employers.rules.aids` reads.
    """

    code = models.SlugField("code", max_length=32)
    label = models.CharField("aide", max_length=120)
    summary = models.TextField("en bref", max_length=2_000)
    conditions = models.JSONField("conditions", default=list, blank=True)
    source = models.CharField("source", max_length=300)
    is_certain = models.BooleanField(
        "source certaine", default=False, help_text="Sinon, l'aide s'affiche « à confirmer »."
    )
    valid_from = models.DateField("en vigueur du")
    valid_to = models.DateField("au", null=True, blank=True)

    objects = HiringAidQuerySet.as_manager()

    class Meta:
        verbose_name = "aide à l'emploi"
        verbose_name_plural = "aides à l'emploi"
        ordering = ["label", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="hiring_aid_period",
                violation_error_message=BACKWARDS,
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="hiring_aid_with_source",
                violation_error_message="Dites où cette aide est écrite.",
            ),
            ExclusionConstraint(
                name="hiring_aid_one_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        DateRange("valid_from", "valid_to", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Cette aide a déjà une ligne pour cette période.",
            ),
        ]

    def __str__(self) -> str:
        return self.label
