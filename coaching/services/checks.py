"""The checks after a hire: laid with the contract, moved and dropped with it, kept once done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from beneficiaries.models import Beneficiary
from coaching.enums import HireMark, OpinionSide
from coaching.models import HireCheck, Journey
from coaching.rules.after_hire import (
    MISSION_GAP,
    TOO_LATE,
    Job,
    Known,
    Mission,
    Wanted,
    jobs_of,
    marks_of,
    wanted_checks,
)
from employers.enums import ContractType
from employers.models import Placement
from mirec.core.links import revoke_links
from mirec.core.periods import months_before
from training.rules.weeks import instant

LONGEST_MARK_MONTHS = 6


@dataclass(frozen=True)
class Plan:
    """What the checks of one contract should be, beside those that are kept."""

    placement: Placement
    kept: dict[HireMark, HireCheck]
    wanted: dict[HireMark, Wanted]
    is_over: bool

    @property
    def missing(self) -> list[HireMark]:
        return [mark for mark in self.wanted if mark not in self.kept]

    @property
    def drifted(self) -> list[HireCheck]:
        """Those that move, are dropped or wait again."""
        return [
            self.kept[mark]
            for mark, wanted in self.wanted.items()
            if mark in self.kept and _known(self.kept[mark]) != _as_known(wanted)
        ]

    @property
    def is_settled(self) -> bool:
        return not (self.missing or self.drifted)


def opinion_purpose(side: OpinionSide) -> str:
    """The purpose of the link by which a side answers (`mirec.core.links`)."""
    return f"opinion-{side.value}"


@transaction.atomic
def follow_checks(*, placement: Placement, on: date) -> None:
    """Bring the checks of a contract up to its days, and to the end of the agreement.

    An interim mission settles all those of the person at the agency: the first of those that
    follow each other carries the checks. Whoever is second waits, and finds nothing left to do.
    """
    Beneficiary.objects.select_for_update(no_key=True).only("pk").get(pk=placement.beneficiary_id)
    rows = Placement.objects.filter(beneficiary=placement.beneficiary_id)
    mine = Q(pk=placement.pk)
    if placement.contract_type == ContractType.INTERIM:
        mine |= Q(contract_type=ContractType.INTERIM, employer=placement.employer_id)
    for plan in _plans(rows.filter(mine), on):
        _settle(plan, on)


@transaction.atomic
def follow_checks_of(*, beneficiary_id: int, on: date) -> None:
    """All the contracts of a person whose checks may still move: the agreement's end changed."""
    waiting = HireCheck.objects.filter(placement__beneficiary=beneficiary_id, done_on__isnull=True)
    rows = Placement.objects.filter(pk__in=waiting.values("placement"))
    for placement in rows:
        follow_checks(placement=placement, on=on)


def follow_all_checks(*, on: date) -> int:
    """By night: the contracts whose checks are not as they should be; how many.

    Those that ended long ago, or began long before the checks existed, are left alone.
    """
    alive = Q(last_day__isnull=True) | Q(last_day__gte=on - TOO_LATE)
    young = Q(starts_on__gte=months_before(on, LONGEST_MARK_MONTHS) - TOO_LATE)
    waiting = HireCheck.objects.waiting().values("placement")
    rows = Placement.objects.filter(Q(alive, young) | Q(pk__in=waiting))
    drifted = [plan.placement for plan in _plans(rows, on) if not plan.is_settled]
    for placement in drifted:
        follow_checks(placement=placement, on=on)
    return len(drifted)


def _plans(rows, on: date) -> Iterable[Plan]:
    """Four queries, whatever the number of contracts."""
    placements = list(rows.order_by("pk"))
    persons = {placement.beneficiary_id for placement in placements}
    kept: dict[int, dict[HireMark, HireCheck]] = defaultdict(dict)
    for check in HireCheck.objects.filter(placement__in=placements):
        kept[check.placement_id][HireMark(check.mark)] = check
    jobs = _interim_jobs(placements)
    ends = _agreement_ends(persons)
    for placement in placements:
        job = jobs.get(placement.pk)
        carries = job is None or job.first.key == placement.pk
        last_day = job.last_day if job else placement.last_day
        marks = marks_of(placement.starts_on, _end_for(placement, ends)) if carries else {}
        known = {mark: _known(check) for mark, check in kept[placement.pk].items()}
        yield Plan(
            placement,
            kept[placement.pk],
            wanted_checks(marks, last_day, known, on),
            is_over=_is_over(placement, job, on),
        )


def is_over(placement: Placement, on: date) -> bool:
    """Is the job lost or finished for good? A term that passes without a word is not."""
    return _is_over(placement, _interim_jobs([placement]).get(placement.pk), on)


def _is_over(placement: Placement, job: Job | None, on: date) -> bool:
    if job:
        return job.last_day is not None and job.last_day + MISSION_GAP < on
    return placement.ended_on is not None and placement.ended_on < on


def _interim_jobs(placements: list[Placement]) -> dict[int, Job]:
    """The job of each mission at hand, all the person's missions at the agency considered."""
    interim = [row for row in placements if row.contract_type == ContractType.INTERIM]
    if not interim:
        return {}
    pairs: dict[tuple[int, int], list[Mission]] = defaultdict(list)
    rows = Placement.objects.filter(
        contract_type=ContractType.INTERIM,
        beneficiary__in={row.beneficiary_id for row in interim},
        employer__in={row.employer_id for row in interim},
    )
    for row in rows:
        mission = Mission(row.pk, row.starts_on, row.last_day)
        pairs[row.beneficiary_id, row.employer_id].append(mission)
    jobs = [job for missions in pairs.values() for job in jobs_of(missions)]
    return {mission.key: job for job in jobs for mission in job.missions}


def _agreement_ends(persons: set[int]) -> dict[int, tuple[date, date]]:
    """When the open agreement of each person began and ends."""
    rows = Journey.objects.open().filter(beneficiary__in=persons, due_on__isnull=False)
    return {
        pk: (began, ends)
        for pk, began, ends in rows.values_list("beneficiary", "agreed_on", "due_on")
    }


def _end_for(placement: Placement, ends: dict[int, tuple[date, date]]) -> date | None:
    """Of the agreement that the contract belongs to: it began on or before the first day."""
    began, end = ends.get(placement.beneficiary_id, (date.max, None))
    return end if began <= placement.starts_on else None


def _known(check: HireCheck) -> Known:
    return Known(check.due_on, check.done_on is not None, check.dropped_on is not None)


def _as_known(wanted: Wanted) -> Known:
    return Known(wanted.due_on, is_done=False, is_dropped=wanted.is_dropped)


def _settle(plan: Plan, on: date) -> None:
    HireCheck.objects.bulk_create(
        HireCheck(
            placement=plan.placement,
            mark=mark,
            due_on=plan.wanted[mark].due_on,
            dropped_on=on if plan.wanted[mark].is_dropped else None,
        )
        for mark in plan.missing
    )
    for check in plan.drifted:
        wanted = plan.wanted[HireMark(check.mark)]
        check.due_on = wanted.due_on
        check.dropped_on = (check.dropped_on or on) if wanted.is_dropped else None
        check.save(update_fields=["due_on", "dropped_on"])
    _withdraw_questions(plan, on)


def _withdraw_questions(plan: Plan, on: date) -> None:
    """Nobody answers about a check without object, nor about a job that is over."""
    for check in plan.kept.values():
        if plan.is_over or check.dropped_on:
            for side in OpinionSide:
                revoke_links(purpose=opinion_purpose(side), target=check.pk, at=instant(on))
