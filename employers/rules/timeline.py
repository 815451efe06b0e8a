"""Where do the contracts of a person stand on one line of time? In per cent of its width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from dateutil.relativedelta import relativedelta

from mirec.core.periods import Period, merged
from mirec.core.wording import NBSP, SHORT_MONTHS, day_full, plural

DAY = timedelta(days=1)
AHEAD = relativedelta(months=2)
"""How much of what has no end is drawn after the day."""
MOST_AHEAD = relativedelta(years=1)
MOST_TICKS = 8
TICK_MONTHS = (1, 2, 3, 6, 12, 24, 60)
EDGE = 6
"""Words nearer to an end of the line than this are set against it, in per cent."""


@dataclass(frozen=True, kw_only=True)
class Suspended:
    """A break; `ends_on` is included, None while it runs."""

    starts_on: date
    ends_on: date | None
    is_counted: bool

    def __str__(self) -> str:
        days = _days(self.starts_on, self.ends_on)
        return f"{days} (comptés)" if self.is_counted else days


@dataclass(frozen=True, kw_only=True)
class Job:
    """A contract as it is drawn; `last_day` is included, None while no end is known."""

    key: int
    title: str
    employer_id: int
    employer: str
    terms: str
    starts_on: date
    last_day: date | None
    is_interim: bool
    url: str
    user_company: str = ""
    ending: str = ""
    suspended: tuple[Suspended, ...] = ()
    former_ends: tuple[date, ...] = ()

    @property
    def days(self) -> str:
        return _days(self.starts_on, self.last_day)


@dataclass(frozen=True)
class Bar:
    """`is_ahead`: after the day on which one looks."""

    x: float
    width: float
    is_ahead: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One contract, or all the interim missions with one agency."""

    jobs: tuple[Job, ...]
    bars: tuple[Bar, ...]
    hatches: tuple[Bar, ...]
    marks: tuple[float, ...]
    day_count: int | None

    @property
    def job(self) -> Job:
        return self.jobs[0]

    @property
    def is_group(self) -> bool:
        return len(self.jobs) > 1

    @property
    def summary(self) -> str:
        """« 12 missions, 143 jours en tout, du 3 mars 2025 au 2 juin 2025 »."""
        total = plural(self.day_count, "jour en tout", "jours en tout")
        span = _days(self.job.starts_on, max(job.last_day or date.max for job in self.jobs))
        return f"{len(self.jobs)} missions, {total}, {span}"


@dataclass(frozen=True)
class Tick:
    x: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Timeline:
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    now: float | None
    first: date
    last: date

    @property
    def has_breaks(self) -> bool:
        return any(line.hatches for line in self.lines)

    @property
    def has_extensions(self) -> bool:
        return any(line.marks for line in self.lines)

    @property
    def jobs(self) -> list[Job]:
        return [job for line in self.lines for job in line.jobs]


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date
    on: date

    def at(self, day: date) -> float:
        """Where the day begins."""
        days = (min(max(day, self.first), self.last + DAY) - self.first).days
        return round(100 * days / ((self.last - self.first).days + 1), 2)

    def bar(self, start: date, end: date, *, is_ahead: bool = False) -> Bar:
        x = self.at(start)
        return Bar(x, round(self.at(end + DAY) - x, 2), is_ahead)

    def bars(self, start: date, end: date | None) -> list[Bar]:
        """What is behind the day, then what lies ahead."""
        end = min(end or self.last, self.last)
        if start > self.on:
            return [self.bar(start, end, is_ahead=True)]
        behind = [self.bar(start, min(end, self.on))]
        return behind + [self.bar(self.on + DAY, end, is_ahead=True)] if end > self.on else behind


def timeline(jobs: Iterable[Job], on: date) -> Timeline | None:
    """None without any contract. Interim missions with one agency share a line."""
    known = sorted(jobs, key=lambda job: (job.starts_on, job.key))
    if not known:
        return None
    scale = _scale(known, on)
    groups = _grouped(known)
    return Timeline(
        tuple(_line(group, scale) for group in groups),
        _ticks(scale),
        scale.at(on) if scale.first <= on <= scale.last else None,
        scale.first,
        scale.last,
    )


def _scale(jobs: Sequence[Job], on: date) -> _Scale:
    """From the month of the first contract to the month of the last end, a year ahead at most."""
    ends = [job.last_day or on + AHEAD for job in jobs]
    last = max(min(max(ends), on + MOST_AHEAD), jobs[-1].starts_on)
    month_after = last.replace(day=1) + relativedelta(months=1)
    return _Scale(jobs[0].starts_on.replace(day=1), month_after - DAY, on)


def _grouped(jobs: Sequence[Job]) -> list[tuple[Job, ...]]:
    """In the order of the first contract of each line."""

    def line_of(job: Job) -> tuple[bool, int]:
        return job.is_interim, job.employer_id if job.is_interim else job.key

    groups = [tuple(group) for _, group in groupby(sorted(jobs, key=line_of), key=line_of)]
    return sorted(groups, key=lambda group: (group[0].starts_on, group[0].key))


def _line(jobs: tuple[Job, ...], scale: _Scale) -> Line:
    jobs = tuple(sorted(jobs, key=lambda job: (job.starts_on, job.key)))
    return Line(
        jobs=jobs,
        bars=tuple(bar for job in jobs for bar in scale.bars(job.starts_on, job.last_day)),
        hatches=tuple(
            scale.bar(off.starts_on, min(off.ends_on or scale.last, job.last_day or scale.last))
            for job in jobs
            for off in job.suspended
            if off.starts_on <= scale.last
        ),
        marks=tuple(scale.at(day + DAY) for job in jobs for day in job.former_ends),
        day_count=_day_count(jobs),
    )


def _day_count(jobs: Sequence[Job]) -> int | None:
    """Calendar days under contract, each once; None while one of them has no end."""
    if not all(job.last_day for job in jobs):
        return None
    return sum(p.day_count for p in merged(Period(job.starts_on, job.last_day) for job in jobs))


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month + 1
    step = next((step for step in TICK_MONTHS if months / step <= MOST_TICKS), TICK_MONTHS[-1])
    days = (scale.first + relativedelta(months=count) for count in range(0, months, step))
    return tuple(_tick(scale.at(day), day) for day in days)


def _tick(x: float, day: date) -> Tick:
    anchor = "start" if x < EDGE else "end" if x > 100 - EDGE else "middle"
    return Tick(x, anchor, f"{SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}")


def _days(start: date, end: date | None) -> str:
    if end is None or end == date.max:
        return f"depuis le {day_full(start)}"
    return f"du {day_full(start)} au {day_full(end)}" if end > start else f"le {day_full(start)}"
