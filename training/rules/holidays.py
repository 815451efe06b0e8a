"""On which days is Belgium closed? The ten legal public holidays (A.R. 18.04.1974, art. 1)."""

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


def weekly_days(first: date, until: date) -> list[date]:
    """The same weekday from `first` to `until` (included), public holidays left out."""
    weeks = (until - first).days // 7
    days = (first + timedelta(weeks=count) for count in range(weeks + 1))
    return [day for day in days if not holiday_name(day)]
