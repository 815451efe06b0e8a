"""A contract of work as the rules read it: plain values, and the days that count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mirec.core.periods import Period, last_day_of

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Days on which the contract is suspended and that do not count, both included."""

    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Contract:
    """`last_day` is the last day worked or planned, included; None while no end is known.

    `user_company` is where an interim worker works; `employer_*` is the agency that pays.
    """

    employer_id: int
    employer_name: str
    starts_on: date
    last_day: date | None
    planned_end_on: date | None
    is_open_ended: bool
    pauses: tuple[Pause, ...] = ()
    user_company: str = ""
    placement_id: int | None = None

    @property
    def is_paused(self) -> bool:
        """Has it days that do not count?"""
        return any(self.last_day is None or p.starts_on <= self.last_day for p in self.pauses)

    def days(self, months: int) -> tuple[Period, ...]:
        """The days that count; without a known end, enough of them to make `months` in one go."""
        last = self.last_day or last_day_of(self._running_since(), months)
        return tuple(_without(Period(self.starts_on, last), self.pauses))

    def _running_since(self) -> date:
        ends = [pause.ends_on + DAY for pause in self.pauses if pause.ends_on]
        return max([self.starts_on, *ends])


def _without(period: Period, pauses: Iterable[Pause]) -> list[Period]:
    start, left = period.start, []
    for pause in sorted(pauses, key=lambda pause: pause.starts_on):
        if start < pause.starts_on:
            left.append(period.within(start, pause.starts_on - DAY))
        if pause.ends_on is None:
            return [part for part in left if part]
        start = max(start, pause.ends_on + DAY)
    left.append(period.within(start, period.end))
    return [part for part in left if part]
