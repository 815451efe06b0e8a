"""Which school holidays are known, and until when?"""

from datetime import date

from django.db.models import Max

from training.models import SchoolHoliday
from training.rules.holidays import Closures


def closures_between(first: date, last: date) -> Closures:
    """With the public holidays, the school holidays that touch [first, last]."""
    rows = SchoolHoliday.objects.touching(first, last)
    return Closures(tuple(rows.values_list("starts_on", "ends_on", "name")))


def known_until() -> date | None:
    """The last day of the last holidays written down; beyond it nothing is known."""
    return SchoolHoliday.objects.aggregate(last=Max("ends_on"))["last"]
