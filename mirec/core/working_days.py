"""On which days is the office open? Belgian public holidays and weekends are not among them."""

from datetime import date, timedelta

from dateutil.easter import easter

SATURDAY = 5
FIXED = frozenset({(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)})
AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension, Whit Monday: days after Easter Sunday."""


def is_working_day(day: date) -> bool:
    moving = {easter(day.year) + timedelta(days=days) for days in AFTER_EASTER}
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED and day not in moving


def working_day_from(day: date) -> date:
    """The day itself when the office is open, else the next one on which it is."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
