"""How many months do scattered days of work make, and on which day do they make so many?

House reading, since the decree is silent on breaks: a calendar month worked in one go, « de
quantième à veille de quantième », is a month whatever its length (Code judiciaire, art. 54);
thirty-one days worked here and there make one too. A day more never makes less.
"""

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from mirec.core.periods import Period, last_day_of, merged, months_and_days

MONTH_DAYS = 31
"""The longest month: scattered days never count more than days in one go."""
FEBRUARY = 2


@dataclass(frozen=True, order=True)
class Duration:
    months: int
    days: int = 0

    def __str__(self) -> str:
        days = f"{self.days} jour{'s' if self.days > 1 else ''}"
        if not self.months:
            return days
        return f"{self.months} mois et {days}" if self.days else f"{self.months} mois"


def day_making(periods: Iterable[Period], months: int) -> date | None:
    """The first day, included, on which the days make `months` months; None if they never do."""
    wanted = months * MONTH_DAYS
    for stretch in merged(periods):
        worth = _worth(stretch)
        if worth >= wanted:
            return _first_day_worth(stretch, wanted)
        wanted -= worth
    return None


def duration_of(periods: Iterable[Period]) -> Duration:
    """The months made, then the days worked since; a day under two contracts counts once."""
    stretches = merged(periods)
    months = sum(_worth(stretch) for stretch in stretches) // MONTH_DAYS
    if not months:
        return Duration(0, sum(stretch.day_count for stretch in stretches))
    made_on = day_making(stretches, months)
    since = (stretch.within(made_on + timedelta(days=1), date.max) for stretch in stretches)
    return Duration(months, sum(part.day_count for part in since if part))


def missing_for(periods: Iterable[Period], months: int) -> Duration:
    """What must still be worked, from the day after the last one on and in one go."""
    stretches = merged(periods)
    after = stretches[-1].end + timedelta(days=1)
    longer = [*stretches, Period(after, last_day_of(after, months))]
    return Duration(*months_and_days(Period(after, day_making(longer, months))))


def _worth(stretch: Period) -> int:
    """Days, as if every month worked through had thirty-one of them."""
    return stretch.day_count + sum(
        _gain(stretch, first) for first in _months_begun(stretch) if _length(first) < MONTH_DAYS
    )


def _months_begun(stretch: Period) -> Iterable[date]:
    first = stretch.start.replace(day=1)
    while first <= stretch.end:
        yield first
        first += relativedelta(months=1)


def _gain(stretch: Period, first: date) -> int:
    """What a short month gains when a calendar month that starts in it is worked through.

    The one from 31 January ends with February: it is a day longer than February.
    """
    short_of = MONTH_DAYS - _length(first)
    if last_day_of(max(first, stretch.start), 1) <= stretch.end:
        return short_of
    eve = first - timedelta(days=1)
    ends_with_it = stretch.start <= eve and last_day_of(eve, 1) <= stretch.end
    return short_of - 1 if first.month == FEBRUARY and ends_with_it else 0


def _length(first: date) -> int:
    return monthrange(first.year, first.month)[1]


def _first_day_worth(stretch: Period, wanted: int) -> date:
    def is_worth(day_index: int) -> bool:
        part = Period(stretch.start, stretch.start + timedelta(days=day_index))
        return _worth(part) >= wanted

    index = bisect_left(range(stretch.day_count), True, key=is_worth)
    return stretch.start + timedelta(days=index)
