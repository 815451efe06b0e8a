"""On which days does nobody teach? The ten legal public holidays (A.R. 18.04.1974, art. 1), and
the school holidays that are known.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter


@cache
def holidays_of(year: int) -> dict[date, str]:
    sunday = easter(year)
    return {
        date(year, 1, 1): "Nouvel An",
        sunday + timedelta(days=1): "Lundi de Pâques",
        date(year, 5, 1): "Fête du Travail",
        sunday + timedelta(days=39): "Ascension",
        sunday + timedelta(days=50): "Lundi de Pentecôte",
        date(year, 7, 21): "Fête nationale",
        date(year, 8, 15): "Assomption",
        date(year, 11, 1): "Toussaint",
        date(year, 11, 11): "Armistice",
        date(year, 12, 25): "Noël",
    }


def holiday_name(day: date) -> str:
    """The holiday's name, "" on any other day."""
    return holidays_of(day.year).get(day, "")


@dataclass(frozen=True)
class Closures:
    """Public holidays, and school holidays: (first day, last day, name), ends included."""

    school: tuple[tuple[date, date, str], ...] = ()

    def name(self, day: date) -> str:
        """Why nobody teaches on that day, "" when one does."""
        return holiday_name(day) or next(
            (name for first, last, name in self.school if first <= day <= last), ""
        )

    def closes_week(self, monday: date) -> bool:
        """Whether school holidays take all five working days from that Monday on."""
        week = (monday + timedelta(days=count) for count in range(5))
        return all(
            any(first <= day <= last for first, last, _ in self.school) or holiday_name(day)
            for day in week
        )


NO_SCHOOL = Closures()


def weekly_days(first: date, until: date, closures: Closures = NO_SCHOOL) -> list[date]:
    """The same weekday from `first` to `until` (included), the closed days left out."""
    weeks = (until - first).days // 7
    days = (first + timedelta(weeks=count) for count in range(weeks + 1))
    return [day for day in days if not closures.name(day)]


def shifted_weeks(mondays: list[date], start: date, closures: Closures) -> dict[date, date]:
    """For each teaching week (its Monday, in order) the open week that takes its place.

    The first one falls in the week of `start`, or in the next open one; the weeks then follow each
    other, so that a holiday of the former calendar leaves no hole in the new one.
    """
    found: dict[date, date] = {}
    monday = start - timedelta(days=start.weekday())
    for week in mondays:
        while closures.closes_week(monday):
            monday += timedelta(weeks=1)
        found[week] = monday
        monday += timedelta(weeks=1)
    return found
