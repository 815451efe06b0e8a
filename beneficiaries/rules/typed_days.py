"""Which day does a cell mean? The day first, then the month, as people write them here."""

import re
from datetime import date, datetime, timedelta

from beneficiaries.rules.cells import Cell, CellError, folded, said, shortened, unaccented
from mirec.core.periods import age_on
from mirec.core.wording import MONTHS

YOUNGEST = 15
"""Full-time compulsory schooling lasts until 15 (law of 29.06.1983, art. 1): nobody is younger."""
OLDEST = 110
OLDEST_IN_TWO_FIGURES = 90
"""« 3.4.15 » may be a child or somebody of 110: nobody can tell."""
FIRST_YEAR = 1998
"""Before it no regional mission of the kind existed: an earlier interview is a slip."""
SERIALS = range(1, 100_000)
"""Excel counts the days from 30.12.1899: a date cell that lost its format."""

ISO = re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})")
DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})")
IN_WORDS = re.compile(
    r"(?:[a-z]+ )?(?P<d>\d{1,2})(?:er)?[-/. ]*(?P<word>[a-z]{3,9})\.?[-/. ]*(?P<y>\d{4}|\d{2})"
)
TIME = re.compile(r"[ t]+\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?$")
NAMED = {folded(month): number for number, month in enumerate(MONTHS, start=1)}


def birth_day(cell: Cell, on: date) -> date | None:
    """A day of birth; of two figures, the latest year in which the person is old enough."""
    day = _day(cell, on.year - YOUNGEST)
    if day is None:
        return None
    if day > on:
        raise CellError("Cette date de naissance est dans le futur : vérifiez l'année.")
    age = age_on(day, on)
    if age > OLDEST_IN_TWO_FIGURES and not re.search(r"\d{4}", said(cell)):
        raise CellError(f"« {said(cell)} » : écrivez l'année en quatre chiffres.")
    if age > OLDEST:
        raise CellError(f"Cette date donne plus de {OLDEST} ans : vérifiez l'année.")
    if age < YOUNGEST:
        raise CellError(f"Cette date donne moins de {YOUNGEST} ans : vérifiez l'année.")
    return day


def past_day(cell: Cell, on: date) -> date | None:
    """A day when something happened here; of two figures, the latest year that has begun."""
    day = _day(cell, on.year)
    if day and day > on:
        raise CellError("Cette date est dans le futur : vérifiez l'année.")
    if day and day.year < FIRST_YEAR:
        raise CellError(f"Cette date est d'avant {FIRST_YEAR} : vérifiez l'année.")
    return day


def _day(cell: Cell, latest_year: int) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        return date(1899, 12, 30) + timedelta(days=int(cell))
    text = said(cell)
    return _typed(text, latest_year) if text else None


def _typed(text: str, latest_year: int) -> date:
    plain = TIME.sub("", unaccented(text))
    for form in (ISO, DAY_FIRST, IN_WORDS):
        if found := form.fullmatch(plain):
            break
    else:
        raise CellError(
            f"« {shortened(text)} » n'est pas une date complète : écrivez par exemple 31/12/1990."
        )
    parts = found.groupdict()
    month = _month(parts, text)
    try:
        return date(_year(parts["y"], latest_year), month, int(parts["d"]))
    except ValueError as error:
        raise CellError(_impossible(text, month)) from error


def _month(parts: dict[str, str], text: str) -> int:
    if "word" not in parts:
        return int(parts["m"])
    starts = [n for month, n in NAMED.items() if month.startswith(folded(parts["word"]))]
    if len(starts) != 1:
        raise CellError(f"« {shortened(text)} » : ce mois n'est pas clair.")
    return starts[0]


def _year(figures: str, latest_year: int) -> int:
    if len(figures) == 4:
        return int(figures)
    year = latest_year - latest_year % 100 + int(figures)
    return year if year <= latest_year else year - 100


def _impossible(text: str, month: int) -> str:
    if not 1 <= month <= 12:
        return f"« {text} » : le mois {month} n'existe pas ; écrivez le jour, puis le mois."
    return f"« {text} » n'est pas un jour du calendrier."
