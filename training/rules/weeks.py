"""Which days make a week, and at which instants does it begin and end at the office?"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mirec.core.wording import MONTHS

BRUSSELS = ZoneInfo("Europe/Brussels")
KEY = re.compile(r"([0-9]{4})-W([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2100


def instant(day: date, at: time = time.min) -> datetime:
    """The instant of a clock time at the office; without a time, the day's first."""
    return datetime.combine(day, at, tzinfo=BRUSSELS)


def local(moment: datetime) -> datetime:
    """The same instant as the office clock shows it."""
    return moment.astimezone(BRUSSELS)


@dataclass(frozen=True, order=True)
class Week:
    """Monday to Sunday, both included."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day - timedelta(days=day.weekday()))

    @property
    def key(self) -> str:
        """« 2026-W48 », the form of the browser's week picker."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.monday + timedelta(days=count) for count in range(7))

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def previous(self) -> "Week":
        return Week(self.monday - timedelta(days=7))

    @property
    def next(self) -> "Week":
        return Week(self.monday + timedelta(days=7))

    @property
    def starts_at(self) -> datetime:
        return instant(self.monday)

    @property
    def ends_at(self) -> datetime:
        """The first instant that no longer belongs to the week."""
        return instant(self.next.monday)

    @property
    def words(self) -> str:
        """« du 2 au 8 février 2026 », « du 30 novembre au 6 décembre 2026 »."""
        first, last = self.monday, self.sunday
        start = _ordinal(first)
        if first.month != last.month:
            start += f"\u00a0{MONTHS[first.month - 1]}"
        if first.year != last.year:
            start += f"\u00a0{first.year}"
        end = f"{_ordinal(last)}\u00a0{MONTHS[last.month - 1]}\u00a0{last.year}"
        return f"du {start} au {end}"


def week_from(key: str) -> Week | None:
    """The week of « 2026-W48 »; None when there is no such week."""
    found = KEY.fullmatch(key)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    try:
        return Week(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        return None


def month_bounds(on: date) -> tuple[datetime, datetime]:
    """The first instant of the day's month, and of the month after it."""
    first = on.replace(day=1)
    return instant(first), instant((first + timedelta(days=31)).replace(day=1))


def _ordinal(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
