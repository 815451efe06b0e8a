"""How are dates, durations, numbers and money said in Belgian French? Pure functions."""

from datetime import date, datetime
from decimal import Decimal
from unicodedata import normalize

from django.utils import timezone

NBSP = "\u00a0"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avril", "mai", "juin",
    "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
VOWELS = {*"aeiouœæ"}
RELATIVE_DAYS = 30
"""Up to this many days back a date is said relative to today."""


def as_day(value: date | datetime) -> date:
    """The day at the office of an instant; a date stays itself."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime, on: date) -> str:
    """« 12 mars 2025 »; the year is left out when it is the year of `on`."""
    value = as_day(value)
    text = f"{_ordinal(value)}{NBSP}{MONTHS[value.month - 1]}"
    return text if value.year == on.year else f"{text}{NBSP}{value.year}"


def day_full(value: date | datetime) -> str:
    """« 12 mars 2025 », always with its year: letters, reports, legal limits."""
    value = as_day(value)
    return f"{_ordinal(value)}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def day_short(value: date | datetime) -> str:
    """« 14 avril 2025 », « 25 févr. 2025 »: for narrow places."""
    value = as_day(value)
    return f"{_ordinal(value)}{NBSP}{SHORT_MONTHS[value.month - 1]}{NBSP}{value.year}"


def day_long(value: date | datetime) -> str:
    """« lundi 9 février 2026 »."""
    value = as_day(value)
    return f"{WEEKDAYS[value.weekday()]} {day_full(value)}"


def weekday(value: date | datetime) -> str:
    return WEEKDAYS[as_day(value).weekday()]


def month(value: date | datetime) -> str:
    """« février 2026 »."""
    value = as_day(value)
    return f"{MONTHS[value.month - 1]} {value.year}"


def of_month(value: date | datetime) -> str:
    """« de février 2026 », « d'août 2026 »."""
    return of(month(value))


def ago(value: date | datetime, on: date) -> str:
    """« hier », « il y a 7 jours » up to thirty days back, « demain », else the date itself."""
    days = (on - as_day(value)).days
    if -1 <= days <= 1:
        return {-1: "demain", 0: "aujourd'hui", 1: "hier"}[days]
    if 1 < days <= RELATIVE_DAYS:
        return f"il y a {days}{NBSP}jours"
    return day(value, on)


def lateness(days: int) -> tuple[str, str]:
    """« Aujourd'hui », or « 3 jours » and « de retard »."""
    if days <= 0:
        return "Aujourd'hui", ""
    return f"{days}{NBSP}{'jours' if days > 1 else 'jour'}", "de retard"


def clock_time(value) -> str:
    """« 8 h 30 » from a time or an instant."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02d}"


def hours(minutes: int) -> str:
    """Minutes as a duration: « 45 min », « 7 h », « 7 h 30 », « −1 h 30 »."""
    sign, (whole, left) = "\u2212" if minutes < 0 else "", divmod(abs(int(minutes)), 60)
    if not whole:
        return f"{sign}{left}{NBSP}min"
    return f"{sign}{thousands(whole)}{NBSP}h" + (f"{NBSP}{left:02d}" if left else "")


def of(word: object) -> str:
    """« d'Olivier », « d'Émilie », « de Rim »: « de » before a name or a noun, with its elision."""
    text = str(word)
    first = normalize("NFKD", text[:1].lower())[:1]  # without its accent
    return f"d'{text}" if first in VOWELS else f"de {text}"


def euros(amount: Decimal | int) -> str:
    """« 1 053,00 € »."""
    return f"{_grouped(Decimal(amount), 2)}{NBSP}€"


def signed_euros(amount: Decimal) -> str:
    """« + 3,00 € », « − 12,50 € »."""
    return f"{'−' if amount < 0 else '+'}{NBSP}{euros(abs(amount))}"


def thousands(number: Decimal | int) -> str:
    """« 20 000 », decimals kept as given: « 12,5 »."""
    number = Decimal(str(number))
    places = max(0, -number.as_tuple().exponent)
    return _grouped(number, places)


def uncapped(words: str) -> str:
    return words[:1].lower() + words[1:]


def plural(count: int, singular: str, many: str = "") -> str:
    """« 1 personne », « 4 personnes »: in French zero and one are singular."""
    word = singular if abs(count) < 2 else many or f"{singular}s"
    return f"{thousands(count)}{NBSP}{word}"


def _grouped(number: Decimal, places: int) -> str:
    return f"{number:,.{places}f}".replace(",", NBSP).replace(".", ",").replace("-", "\u2212")


def _ordinal(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)
