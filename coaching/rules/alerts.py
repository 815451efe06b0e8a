"""When must somebody be warned of a limit, or of a mark in the search for a job? A table of months.

A limit is announced three months, one month and one week before its last day; the intake, which
lasts two months itself, one month and one week before. The day of an announcement is counted back
by calendar months (`months_before`): one month before 31.03 is 28.02 or 29.02.
The search for a job is marked after nine months of support and when its twelve months are over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from coaching.enums import AlertLevel, Matter, Phase
from mirec.core.periods import months_after, months_before

WEEK = timedelta(days=7)
THREE_MONTHS, ONE_MONTH = 3, 1
NINE_MONTHS = 9

AGREEMENT_LEVELS = (
    AlertLevel.PASSED,
    AlertLevel.ONE_WEEK,
    AlertLevel.ONE_MONTH,
    AlertLevel.THREE_MONTHS,
)
INTAKE_LEVELS = (AlertLevel.PASSED, AlertLevel.ONE_WEEK, AlertLevel.ONE_MONTH)
"""The most pressing first."""


class Dates(Protocol):
    """What the alerts read of a parcours; a `Journey` row has it."""

    phase: str
    intake_due_on: date | None
    agreed_on: date | None
    due_on: date | None
    job_search_due_on: date | None
    closed_on: date | None


@dataclass(frozen=True)
class Alert:
    """`due_on` is the limit's last day, or the day of the mark; `since_on` the level's first."""

    matter: Matter
    level: AlertLevel
    due_on: date
    since_on: date
    is_intake: bool = False

    @property
    def tone(self) -> str:
        """The intake lasts two months: its last month is no blocking matter yet."""
        return "warn" if self.is_intake and self.level == AlertLevel.ONE_MONTH else self.level.tone


def alerts_of(dates: Dates, on: date) -> tuple[Alert, ...]:
    """What to say of an open parcours on the day: one limit and one mark at most."""
    if dates.closed_on is not None:
        return ()
    return (*_limit_alert(dates, on), *_mark_alert(dates, on))


def _limit_alert(dates: Dates, on: date) -> Iterator[Alert]:
    is_intake = dates.agreed_on is None
    due_on = dates.intake_due_on if is_intake else dates.due_on
    if due_on is None:
        return
    for level in INTAKE_LEVELS if is_intake else AGREEMENT_LEVELS:
        since_on = begins_on(level, due_on)
        if since_on <= on:
            yield Alert(Matter.LIMIT, level, due_on, since_on, is_intake)
            return


def begins_on(level: AlertLevel, due_on: date) -> date:
    """The first day of the level for a limit whose last day is `due_on`."""
    return {
        AlertLevel.PASSED: due_on + timedelta(days=1),
        AlertLevel.ONE_WEEK: due_on - WEEK,
        AlertLevel.ONE_MONTH: months_before(due_on, ONE_MONTH),
        AlertLevel.THREE_MONTHS: months_before(due_on, THREE_MONTHS),
    }[level]


def _mark_alert(dates: Dates, on: date) -> Iterator[Alert]:
    """Only while the person looks for a job, and where a text or the house sets the mark."""
    if not (dates.agreed_on and dates.job_search_due_on):
        return
    if dates.phase != Phase.TOWARDS_EMPLOYMENT:
        return
    twelfth, ninth = dates.job_search_due_on, months_after(dates.agreed_on, NINE_MONTHS)
    if twelfth <= on:
        yield Alert(Matter.MARK, AlertLevel.TWELFTH_MONTH, twelfth, twelfth)
    elif ninth <= on:
        yield Alert(Matter.MARK, AlertLevel.NINTH_MONTH, ninth, ninth)


def horizon(level: AlertLevel, on: date) -> date:
    """The latest limit whose alert of that level has begun on the day: for a plain comparison.

    `due_on <= horizon(level, on)` says the same as `begins_on(level, due_on) <= on`.
    """
    return {
        AlertLevel.PASSED: on - timedelta(days=1),
        AlertLevel.ONE_WEEK: on + WEEK,
        AlertLevel.ONE_MONTH: _latest(on, ONE_MONTH),
        AlertLevel.THREE_MONTHS: _latest(on, THREE_MONTHS),
    }[level]


def latest_start(on: date) -> date:
    """The latest agreement that has nine months of support behind it on the day."""
    return _latest(on, -NINE_MONTHS)


def _latest(on: date, months: int) -> date:
    """The latest day that comes to `on`, or before, when its month is counted back.

    From the last day of a month: the last day of the other, since 29, 30 and 31 clamp to it.
    """
    is_last_of_month = (on + timedelta(days=1)).day == 1
    moved = months_after(on, months)
    if not is_last_of_month:
        return moved
    return months_after(moved.replace(day=1), 1) - timedelta(days=1)
