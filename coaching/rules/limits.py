"""Which limits run from a day, and what moves them? Plain values only."""

from collections.abc import Iterable
from datetime import date, timedelta

from beneficiaries.rules.regimes import Limit
from mirec.core.periods import Period, months_after


def limit_from(start: date, limit: Limit | None) -> date | None:
    """The last day (included) of a limit that runs from `start`; None where the text has none.

    The day of the act is not counted and the limit ends on the same day of the month (Code
    judiciaire, art. 52 and 54): two months from 10.02 end on 10.04; 29.02 ends on 28.02 in a
    common year.
    """
    return months_after(start, limit.months) if limit else None


def reentry_from(agreement_ended_on: date, limit: Limit | None) -> date:
    """The first day on which a new intake is allowed (D23 art. 6 § 3: after one year)."""
    last_day = limit_from(agreement_ended_on, limit)
    return agreement_ended_on if last_day is None else last_day + timedelta(days=1)


def limit_with_breaks(due_on: date, agreed_on: date, breaks: Iterable[Period]) -> date:
    """The limit later by each day of a break that falls while the agreement runs, both included.

    Breaks are taken in order: one that begins after the limit so far moves nothing. Only for a
    regime that lets a break move the limit.
    """
    for pause in sorted(breaks):
        within = pause.within(agreed_on, date.max)
        if within and within.start <= due_on:
            due_on += timedelta(days=within.day_count)
    return due_on
