"""May two birth dates be one, written down with a slip?"""

from collections.abc import Iterator
from datetime import date
from itertools import product

FIGURES = "0123456789"


def near_births(born_on: date) -> set[date]:
    """The day itself; day and month exchanged; one figure of the eight otherwise."""
    return {born_on, *_exchanged(born_on), *_one_figure_off(born_on)}


def _exchanged(day: date) -> Iterator[date]:
    if day.day <= 12:
        yield date(day.year, day.day, day.month)


def _one_figure_off(day: date) -> Iterator[date]:
    written = f"{day:%d%m}{day.year:04d}"
    for place, figure in product(range(len(written)), FIGURES):
        slip = f"{written[:place]}{figure}{written[place + 1 :]}"
        try:
            yield date(int(slip[4:]), int(slip[2:4]), int(slip[:2]))
        except ValueError:
            continue
