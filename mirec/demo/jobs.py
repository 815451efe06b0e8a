"""Contracts that follow each other believably within an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from employers.enums import ContractType, EndReason
from mirec.core.periods import last_day_of
from mirec.demo.chance import between, days, pick, weekday
from mirec.demo.occupations import JOBS
from mirec.demo.plans import Extended, JobPlan, Off
from mirec.demo.scenarios import Jobs

INTERIM_SECTOR = "Intérim"
USER_COMPANIES = (
    "Sambre Logistique", "Verreries de Jumet", "Boulangerie industrielle du Canal", "Aéropôle Fret",
)  # fmt: skip
TERM_MONTHS = 6
OFF_EVERY = 3
"""One contract in three was suspended once."""
HOURS: dict[Decimal, int] = {
    Decimal("38.0"): 5,
    Decimal("30.0"): 2,
    Decimal("24.0"): 3,
    Decimal("20.0"): 2,
    Decimal("19.0"): 2,
}
LONG_CONTRACTS = {
    ContractType.CDI: 5,
    ContractType.CDD: 4,
    ContractType.REPLACEMENT: 1,
    ContractType.ARTICLE_60: 2,
}
SHORT_CONTRACTS = {ContractType.CDD: 4, ContractType.REPLACEMENT: 1, ContractType.OTHER: 1}
EARLY_ENDS = {
    EndReason.RESIGNED: 3,
    EndReason.DISMISSED: 4,
    EndReason.AGREED: 2,
    EndReason.HEALTH: 1,
    EndReason.OTHER: 1,
}


@dataclass(frozen=True)
class Market:
    """Who hires: positions of employers by sector; `first` and `last` bound the contracts."""

    rng: Random
    employers: Mapping[str, Sequence[int]]
    occupation: str
    first: date
    last: date

    def employer(self, sector: str | None = None) -> int:
        return self.rng.choice(self.employers[sector or JOBS[self.occupation].sector])


def contracts(story: Jobs, market: Market) -> tuple[JobPlan, ...]:
    """The contracts of the story; all begin from `market.first` on and by `market.last`."""
    return STORIES[story](market)


def _none(market: Market) -> tuple[JobPlan, ...]:
    return ()


def _recent(market: Market) -> tuple[JobPlan, ...]:
    start = max(market.first, market.last - days(market.rng.randint(4, 55)))
    return (_running(market, start),)


def _steady(market: Market) -> tuple[JobPlan, ...]:
    latest = max(market.first, market.last - days(115))
    return (_running(market, between(market.rng, market.first, latest)),)


def _lost(market: Market) -> tuple[JobPlan, ...]:
    latest = max(market.first, market.last - days(100))
    return (_cut_short(market, between(market.rng, market.first, latest)),)


def _second(market: Market) -> tuple[JobPlan, ...]:
    first = _cut_short(market, between(market.rng, market.first, market.first + days(20)))
    after = (first.last_day or first.starts_on) + days(market.rng.randint(10, 35))
    return (first, _running(market, min(after, market.last - days(5))))


def _interim(market: Market) -> tuple[JobPlan, ...]:
    """Short contracts one after the other with two agencies, until the last day known."""
    agencies = market.rng.sample(list(market.employers[INTERIM_SECTOR]), 2)
    jobs: list[JobPlan] = []
    start = weekday(market.first, market.last)
    stop = min(market.last, market.first + days(market.rng.randint(180, 240)))
    while start < stop:
        end = start + days(market.rng.choice((4, 11, 11, 18, 25)))
        jobs.append(_interim_contract(market, market.rng.choices(agencies, (3, 1))[0], start, end))
        start = weekday(end + days(market.rng.choice((1, 1, 3, 3, 8))), date.max)
    return tuple(jobs)


def _short(market: Market) -> tuple[JobPlan, ...]:
    """A contract of one or two months that comes to its term."""
    months = market.rng.choice((1, 1, 2))
    latest = max(market.first, market.last - days(31 * months))
    start = weekday(between(market.rng, market.first, latest), market.last)
    kind = pick(market.rng, SHORT_CONTRACTS)
    return (_with_term(market, kind, start, last_day_of(start, months)),)


STORIES = {
    Jobs.NONE: _none,
    Jobs.RECENT: _recent,
    Jobs.STEADY: _steady,
    Jobs.LOST: _lost,
    Jobs.SECOND: _second,
    Jobs.INTERIM: _interim,
    Jobs.SHORT: _short,
}


def _running(market: Market, start: date) -> JobPlan:
    """A contract that still runs on the last day, whatever its kind."""
    start = weekday(start, market.last)
    kind = pick(market.rng, LONG_CONTRACTS)
    if kind == ContractType.CDI:
        return _job(market, kind, start, None)
    months = TERM_MONTHS
    while last_day_of(start, months) <= market.last:
        months += TERM_MONTHS
    return _job(market, kind, start, last_day_of(start, months))


def _cut_short(market: Market, start: date) -> JobPlan:
    """Ended before three months are over, at the latest on the last day."""
    start = weekday(start, market.last)
    kind = pick(market.rng, {ContractType.CDI: 3, ContractType.CDD: 4})
    planned = None if kind == ContractType.CDI else last_day_of(start, 6)
    ended = min(start + days(market.rng.randint(12, 70)), market.last)
    reason = pick(market.rng, EARLY_ENDS)
    return _job(market, kind, start, planned, ended_on=ended, end_reason=reason)


def _with_term(market: Market, kind: ContractType, start: date, planned: date) -> JobPlan:
    if planned > market.last:
        return _job(market, kind, start, planned)
    return _job(market, kind, start, planned, ended_on=planned, end_reason=EndReason.TERM)


def _interim_contract(market: Market, agency: int, start: date, planned: date) -> JobPlan:
    has_ended = planned <= market.last
    return JobPlan(
        employer=agency,
        occupation=market.occupation,
        contract_type=ContractType.INTERIM,
        starts_on=start,
        planned_end_on=planned,
        ended_on=planned if has_ended else None,
        end_reason=EndReason.TERM if has_ended else None,
        hours=Decimal("38.0"),
        is_aided=False,
        from_vacancy=False,
        user_company=USER_COMPANIES[(agency + start.toordinal() // 28) % len(USER_COMPANIES)],
    )


def _job(
    market: Market,
    kind: ContractType,
    start: date,
    planned: date | None,
    *,
    ended_on: date | None = None,
    end_reason: EndReason | None = None,
) -> JobPlan:
    job = JobPlan(
        employer=market.employer(),
        occupation=market.occupation,
        contract_type=kind,
        starts_on=start,
        planned_end_on=planned,
        ended_on=ended_on,
        end_reason=end_reason,
        hours=pick(market.rng, HOURS),
        is_aided=kind == ContractType.ARTICLE_60 or market.rng.random() < 0.2,
        from_vacancy=market.rng.random() < 0.35,
    )
    return replace(job, off=_off(job, market.last), extended=_extended(job))


def _off(job: JobPlan, latest: date) -> tuple[Off, ...]:
    """A week of holidays for some, days that do not count for others, after a month of work."""
    start = job.starts_on + days(35)
    found = Off(start, start + days(4), is_counted=job.starts_on.day % 2 == 0)
    is_lived = found.ends_on <= min(job.last_day or latest, latest)
    return (found,) if is_lived and job.starts_on.toordinal() % OFF_EVERY == 0 else ()


def _extended(job: JobPlan) -> tuple[Extended, ...]:
    """A term longer than six months was first a term of six, then moved by six again."""
    found, months = [], TERM_MONTHS
    while job.planned_end_on and last_day_of(job.starts_on, months) < job.planned_end_on:
        former = last_day_of(job.starts_on, months)
        months += TERM_MONTHS
        new = min(last_day_of(job.starts_on, months), job.planned_end_on)
        found.append(Extended(former, new, former - days(10)))
    return tuple(found)
