"""When does one take news after a hire, and which of these checks still make sense?

The marks are the house's own practice (Relais Social, mission 4); no text fixes them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coaching.enums import HireMark, OpinionScore, OpinionSide
from mirec.core.periods import months_after
from mirec.core.working_days import working_day_from

MARKS: Mapping[HireMark, Callable[[date], date]] = {
    HireMark.DAY_2: lambda first: working_day_from(first + timedelta(days=1)),
    HireMark.DAY_15: lambda first: first + timedelta(days=14),
    HireMark.MONTH_1: lambda first: months_after(first, 1),
    HireMark.MONTH_3: lambda first: months_after(first, 3),
    HireMark.MONTH_6: lambda first: months_after(first, 6),
}
"""From the first day, which counts as day 1; months run from quantième to quantième. The second
day of work is the next one on which the office is open: a Friday's is the Monday."""
AFTER_LAST_DAY = timedelta(days=1)
"""A contract of exactly three months ends on the eve of its third month: that news is taken."""
TOO_LATE = timedelta(days=31)
"""A mark that lies further back when it is laid (a contract encoded late) is not asked any more."""
MISSION_GAP = timedelta(days=31)
"""Interim missions of one agency that follow each other within so many days are one job here."""
ASKING = frozenset({HireMark.DAY_15, HireMark.MONTH_1, HireMark.MONTH_3, HireMark.MONTH_6})
"""The marks at which both sides are asked how it goes. On the second day, and at the end of the
agreement, the coach asks in person."""
ANSWER_DAYS = 21
"""How long the question may be answered by its link."""
ASK_WITHIN = timedelta(days=7)
"""A question whose mark lies further back is not sent by itself any more."""
WHO = {OpinionSide.WORKER: "la personne", OpinionSide.EMPLOYER: "l'employeur"}
DIVERGING = 2
"""So many degrees between the two answers say that the sides do not live the same thing."""


@dataclass(frozen=True)
class Known:
    """A check as it is kept."""

    due_on: date
    is_done: bool = False
    is_dropped: bool = False


@dataclass(frozen=True)
class Wanted:
    """What an undone check should be: to do on its day, or without object any more."""

    due_on: date
    is_dropped: bool


def marks_of(starts_on: date, agreement_ends_on: date | None) -> dict[HireMark, date]:
    """The day of each mark; the end of the agreement only when it lies within the job."""
    marks = {mark: day(starts_on) for mark, day in MARKS.items()}
    if agreement_ends_on and agreement_ends_on >= starts_on:
        marks[HireMark.END] = agreement_ends_on
    return marks


def wanted_checks(
    marks: Mapping[HireMark, date],
    last_day: date | None,
    known: Mapping[HireMark, Known],
    on: date,
) -> dict[HireMark, Wanted]:
    """Each check that is not done, as it should be on the day; those done are not touched.

    `last_day` is None while the job has no end. One is dropped when the job ended before it, when
    news was taken at a later mark, or when its mark is gone or laid too late.
    """
    taken = max((check.due_on for check in known.values() if check.is_done), default=date.min)
    reach = last_day + AFTER_LAST_DAY if last_day else date.max
    wanted = {}
    for mark in HireMark:
        check = known.get(mark)
        due_on = marks.get(mark)
        if check and check.is_done:
            continue
        if due_on is None:
            if check:
                wanted[mark] = Wanted(check.due_on, is_dropped=True)
            continue
        waits = check is not None and not check.is_dropped and check.due_on == due_on
        is_late = not waits and due_on < on - TOO_LATE
        wanted[mark] = Wanted(due_on, is_dropped=due_on > reach or due_on <= taken or is_late)
    return wanted


@dataclass(frozen=True)
class Mission:
    """An interim mission at an agency; `last_day` is None while no end is known."""

    key: int
    starts_on: date
    last_day: date | None


@dataclass(frozen=True)
class Job:
    """Missions that follow each other; the first one carries the checks of all."""

    missions: tuple[Mission, ...]

    @property
    def first(self) -> Mission:
        return self.missions[0]

    @property
    def last_day(self) -> date | None:
        days = [mission.last_day for mission in self.missions]
        return None if None in days else max(days)

    def goes_on_with(self, mission: Mission) -> bool:
        return self.last_day is None or mission.starts_on <= self.last_day + MISSION_GAP


def jobs_of(missions: Iterable[Mission]) -> list[Job]:
    """The missions of one agency as jobs, the oldest first."""
    jobs: list[Job] = []
    for mission in sorted(missions, key=lambda each: (each.starts_on, each.key)):
        if jobs and jobs[-1].goes_on_with(mission):
            jobs[-1] = Job((*jobs[-1].missions, mission))
        else:
            jobs.append(Job((mission,)))
    return jobs


def asks_for_call(score: int, other: int | None) -> bool:
    """Does an answer that has just come, beside the other side's, want a call?"""
    diverges = other is not None and abs(score - other) >= DIVERGING
    return diverges or OpinionScore(score).is_alarming


def call_reason(scores: Mapping[OpinionSide, OpinionScore]) -> str:
    """Why the answers asked for a call, in words."""
    said = " ; ".join(
        f"{WHO[side]} répond « {scores[side].label} »" for side in OpinionSide if side in scores
    )
    degrees = scores.values()
    if degrees and max(degrees) - min(degrees) >= DIVERGING:
        return f"Deux avis qui s'écartent : {said}."
    return f"Cela ne va pas : {said}."
