"""Which days does a report look at? A calendar year, as far as it has gone."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """From 1 January to `end`, both included; `on` is the day of the calculation.

    `end` is 31 December, or the day of the calculation when the year is not over.
    """

    year: int
    start: date
    end: date
    on: date

    @property
    def is_complete(self) -> bool:
        return self.end == date(self.year, 12, 31)

    @property
    def days(self) -> tuple[date, date]:
        """For `__range` lookups: both ends included."""
        return self.start, self.end


def span_of(year: int, on: date) -> Span:
    """The days of the year up to `on`; a year that has not begun counts its first day only."""
    start = date(year, 1, 1)
    return Span(year, start, max(start, min(date(year, 12, 31), on)), on)
