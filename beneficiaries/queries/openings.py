"""Who opened a file, day by day? One line for each reader of a day."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate

from beneficiaries.models import Beneficiary, FileOpening


def openings_by_day(person: Beneficiary) -> QuerySet[FileOpening]:
    """Rows of `day`, the reader's names and roles, `parts`, `first_at`, `last_at`, `count`."""
    return (
        person.openings.order_by()
        .annotate(day=TruncDate("opened_at"))
        .values("day", "opened_by__first_name", "opened_by__last_name", "opened_by__roles")
        .annotate(
            parts=ArrayAgg("part", distinct=True),
            first_at=Min("opened_at"),
            last_at=Max("opened_at"),
            count=Count("pk"),
        )
        .order_by("-day", "-last_at")
    )
