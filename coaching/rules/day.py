"""When does silence, an absence or a received file deserve a line in « Ma journée »?"""

from dataclasses import dataclass
from datetime import date, timedelta

from coaching.enums import Matter, Phase


@dataclass(frozen=True)
class QuietMark:
    """How many days a phase may go without an exchange, from the day the house set it."""

    phase: Phase
    days: int
    since: date


QUIET_MARKS = (
    QuietMark(Phase.INTAKE, 14, date(2004, 1, 1)),
    QuietMark(Phase.TOWARDS_EMPLOYMENT, 30, date(2004, 1, 1)),
    QuietMark(Phase.IN_EMPLOYMENT, 45, date(2004, 1, 1)),
)
"""The house changes a mark by adding a row; of two for a phase, the younger one holds."""
MARK_WARNING_DAYS = 31
"""How long before and after the mark of twelve months a search for a job is shown."""
NINTH_MONTH_DAYS = 31
"""How long after nine months of search their mark is shown."""
ANNOUNCED_DAYS = 14
"""How long the word « in three months » is shown; one month ahead the limit comes back."""
ABSENCE_DAYS = 42
"""How long an absence without a later word is shown; silence has its own mark then."""
HANDOVER_DAYS = 30
"""How long the word of the former coach is shown to the new one."""
SNOOZE_DAYS = 7
LIMIT_MARGIN_DAYS = 3
"""A legal limit is put aside at most until so many days before it."""
RETRY_DAYS = 1
"""« Pas joint » promises the next try for the day after."""


def quiet_days(on: date) -> dict[Phase, int]:
    """The mark of each phase that holds on the day."""
    held = sorted((mark for mark in QUIET_MARKS if mark.since <= on), key=lambda mark: mark.since)
    return {mark.phase: mark.days for mark in held}


def put_aside_until(matter: Matter, on: date, limit_on: date | None = None) -> date | None:
    """The day a line comes back when it is put aside for a week; None when it may not be."""
    until = on + timedelta(days=SNOOZE_DAYS)
    if matter == Matter.LIMIT and limit_on is not None:
        until = min(until, limit_on - timedelta(days=LIMIT_MARGIN_DAYS))
    return until if until > on else None
