"""When nobody teaches: the school holidays, as published, with their source."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from beneficiaries.models.situations import DateRange
from mirec.accounts.enums import Permission
from mirec.core.models import Stamped
from mirec.core.refusals import BACKWARDS


class SchoolHolidayQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SchoolHolidayQuerySet":
        return self if user.has_verb(Permission.TRAINING_READ) else self.none()

    def touching(self, first: date, last: date) -> "SchoolHolidayQuerySet":
        """Those with a day in [first, last], both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class SchoolHoliday(Stamped):
    """Both ends are included; the school year begins when the last one of summer ends."""

    name = models.CharField("nom", max_length=80)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    source = models.CharField("source", max_length=200)

    objects = SchoolHolidayQuerySet.as_manager()

    class Meta:
        verbose_name = "congé scolaire"
        verbose_name_plural = "congés scolaires"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="school_holiday_ends_after_start",
                violation_error_message=BACKWARDS,
            ),
            ExclusionConstraint(
                name="school_holiday_no_overlap",
                expressions=[
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Un autre congé recouvre ces jours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
