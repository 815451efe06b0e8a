"""What the contracts found change in what the person lives through."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from beneficiaries.enums import SituationKind
from mirec.demo.chance import days
from mirec.demo.plans import JobPlan, Lived

PAUSED = frozenset(
    {
        SituationKind.REGISTERED,
        SituationKind.ALLOWANCE,
        SituationKind.INTEGRATION_INCOME,
        SituationKind.EQUIVALENT_AID,
        SituationKind.WORK,
    }
)
RESUMED = (SituationKind.REGISTERED, SituationKind.ALLOWANCE)
SHORT_GAP_DAYS = 14
Block = tuple[date, date | None]


def lived_with_jobs(lived: Sequence[Lived], jobs: Sequence[JobPlan]) -> tuple[Lived, ...]:
    """Registration and benefits stop with the first job and come back after a job is lost."""
    if not jobs:
        return tuple(lived)
    worked = _blocks(jobs)
    first = worked[0][0]
    before = [_stopped(each, first) for each in lived]
    known = {each.kind for each in lived}
    later = [Lived(SituationKind.WORK, start, end) for start, end in worked]
    for kind in RESUMED:
        if kind in known:
            later += [Lived(kind, start, end) for start, end in _gaps(worked)]
    return (*before, *later)


def _stopped(lived: Lived, first: date) -> Lived:
    runs = lived.ends_on is None and lived.kind in PAUSED
    return replace(lived, ends_on=first - days(1)) if runs else lived


def _blocks(jobs: Iterable[JobPlan]) -> list[Block]:
    """The days at work, contracts that nearly touch taken together; None while it runs."""
    blocks: list[Block] = []
    for job in jobs:
        end = job.ended_on
        if blocks and _touches(blocks[-1], job.starts_on):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((job.starts_on, end))
    return blocks


def _touches(block: Block, start: date) -> bool:
    return block[1] is None or start <= block[1] + days(SHORT_GAP_DAYS)


def _gaps(worked: Sequence[Block]) -> list[Block]:
    """From the day after each block to the eve of the next one."""
    following: list[date | None] = [start - days(1) for start, _ in worked[1:]] + [None]
    return [
        (end + days(1), until)
        for (_, end), until in zip(worked, following, strict=True)
        if end is not None
    ]
