"""How long is a period, and when does it end? Calendar months, both ends included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

DAYS_PER_MONTH = 30
"""Left-over days of several periods add up; thirty of them make a month (house reading)."""


def today() -> date:
    """The day at the office (Europe/Brussels). Only views, commands and tasks may ask."""
    return timezone.localdate()


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; clamped to the month's end (31.01 + 1 = 28.02)."""
    return day + relativedelta(months=months)


def months_before(day: date, months: int) -> date:
    return day - relativedelta(months=months)


def last_day_of(start: date, months: int) -> date:
    """The last day included in a period of `months` whole months that begins on `start`.

    « De quantième à veille de quantième »: from 10.02 to 09.03. A month that lacks that day gives
    its last one: from 31.01 to 28.02, not to 27.02 (Code judiciaire, art. 54).
    """
    same_day = months_after(start, months)
    return same_day if same_day.day < start.day else same_day - timedelta(days=1)


def age_on(born_on: date, on: date) -> int:
    """Completed years; someone born on 29 February turns a year older on 1 March."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} – {self.end}")

    @property
    def day_count(self) -> int:
        return (self.end - self.start).days + 1

    def within(self, start: date, end: date) -> "Period | None":
        """The part between `start` and `end` (both included), None when they do not meet."""
        first, last = max(self.start, start), min(self.end, end)
        return Period(first, last) if first <= last else None


def merged(periods: Iterable[Period]) -> list[Period]:
    """The same days as disjoint periods in order; neighbours that touch become one."""
    result: list[Period] = []
    for period in sorted(periods):
        if result and period.start <= result[-1].end + timedelta(days=1):
            result[-1] = Period(result[-1].start, max(result[-1].end, period.end))
        else:
            result.append(period)
    return result


def months_and_days(period: Period) -> tuple[int, int]:
    """Whole calendar months as `last_day_of` counts them, then the days left over."""
    delta = relativedelta(period.end + timedelta(days=1), period.start)
    months = delta.years * 12 + delta.months
    if last_day_of(period.start, months) > period.end:
        months -= 1
    return months, (period.end - last_day_of(period.start, months)).days


def months_and_days_of(periods: Iterable[Period]) -> tuple[int, int]:
    """Months and left-over days of all periods together, each day counted once.

    Within one period months are calendar months; what is left over from several periods adds up,
    thirty days to a month.
    """
    total = (0, 0)
    for period in merged(periods):
        total = _added(total, period)
    return total


def _added(total: tuple[int, int], period: Period) -> tuple[int, int]:
    months, days = months_and_days(period)
    if not total[1]:
        return total[0] + months, days
    extra, left = divmod(total[1] + days, DAYS_PER_MONTH)
    return total[0] + months + extra, left
