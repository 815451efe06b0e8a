"""What the person lived through: registrations, incomes and work, as dated periods."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from beneficiaries.enums import HandicapProof, SituationKind
from beneficiaries.models.people import Beneficiary
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class SituationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SituationQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def running(self, on: date) -> "SituationQuerySet":
        """The periods that contain the day, both ends included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="SituationEvent",
)
class Situation(Stamped):
    """A period of one kind; an open end means it still runs. Both ends are included."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="situations"
    )
    kind = models.CharField("situation", max_length=24, choices=SituationKind.choices)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", null=True, blank=True)
    note = models.CharField("précision", max_length=200, blank=True)

    objects = SituationQuerySet.as_manager()

    class Meta:
        verbose_name = "période"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="situation_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            ExclusionConstraint(
                name="situation_no_overlap",
                expressions=[
                    ("beneficiary", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Cette période en recouvre une autre du même type.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class HandicapRecognitionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HandicapRecognitionQuerySet":
        return self.filter(beneficiary__in=Beneficiary.objects.visible_to(user))

    def valid(self, on: date) -> "HandicapRecognitionQuerySet":
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on), valid_from__lte=on)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    model_name="HandicapRecognitionEvent",
)
class HandicapRecognition(Stamped):
    """A decision or attestation about handicap (health datum: only the person's team)."""

    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="handicap_recognitions"
    )
    kind = models.CharField("document", max_length=32, choices=HandicapProof.choices)
    valid_from = models.DateField("valable du")
    valid_until = models.DateField("au", null=True, blank=True)

    objects = HandicapRecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "reconnaissance de handicap"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="handicap_ends_after_start",
                violation_error_message=BACKWARDS,
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
