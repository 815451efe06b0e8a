"""Which hiring aids are in force on a day, and which does a person or a vacancy open?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from beneficiaries.enums import SituationKind
from beneficiaries.models import Beneficiary, Situation
from beneficiaries.services.assessing import facts_of
from employers.enums import AidOutcome, ContractType, InsertionProcess
from employers.models import HiringAid, Vacancy
from employers.rules.aid_facts import Case, JobFacts, PersonFacts
from employers.rules.aids import (
    AidAnswer,
    Condition,
    assess_aid,
    is_closed_by_job,
    read_conditions,
)

OUTCOMES = (AidOutcome.OPEN, AidOutcome.TO_CHECK, AidOutcome.UNKNOWN, AidOutcome.CLOSED)
"""The order in which answers are read."""
INCOMES = (
    SituationKind.INTEGRATION_INCOME,
    SituationKind.EQUIVALENT_AID,
    SituationKind.OTHER_AID,
)


@dataclass(frozen=True)
class InWords:
    """An aid with its conditions, without anybody's facts."""

    aid: HiringAid
    conditions: tuple[Condition, ...]

    @property
    def plain(self) -> list[Condition]:
        return [each for each in self.conditions if not each.way]

    @property
    def ways(self) -> list[list[Condition]]:
        numbers = dict.fromkeys(each.way for each in self.conditions if each.way)
        return [[each for each in self.conditions if each.way == way] for way in numbers]


@dataclass(frozen=True)
class Judged:
    aid: HiringAid
    answer: AidAnswer

    @property
    def is_closed(self) -> bool:
        return self.answer.outcome is AidOutcome.CLOSED


def aids_in_force(on: date) -> QuerySet[HiringAid]:
    """By name; each code has one row at most on a day."""
    return HiringAid.objects.in_force(on).order_by("label", "pk")


def in_words(aids: Iterable[HiringAid]) -> list[InWords]:
    return [InWords(aid, read_conditions(aid.conditions)) for aid in aids]


def aids_of_vacancy(vacancy: Vacancy, on: date) -> list[InWords]:
    """The aids that neither contract nor hours exclude, whoever is hired. Reads no person."""
    job = job_facts(vacancy)
    return [
        each
        for each in in_words(aids_in_force(on))
        if not is_closed_by_job(each.conditions, job, on)
    ]


def vacancy_aids(vacancy: Vacancy, on: date) -> dict[str, Any]:
    """What the page of a vacancy shows: the aids on its first day, today when that is past."""
    day = max(vacancy.starts_on or on, on)
    return {"aids": aids_of_vacancy(vacancy, day), "aids_on": day}


def aids_for(beneficiary: Beneficiary, job: JobFacts, on: date) -> list[Judged]:
    """Every aid in force on the first day of work, the open ones first.

    Reads social and health data: only for who may open the file.
    """
    case = Case(person_facts(beneficiary, on), job, on)
    judged = [
        Judged(aid, assess_aid(read_conditions(aid.conditions), case)) for aid in aids_in_force(on)
    ]
    return sorted(judged, key=lambda each: OUTCOMES.index(each.answer.outcome))


def job_facts(vacancy: Vacancy | None, *, months: int | None = None) -> JobFacts:
    """`months` is the agreed length; a vacancy does not say it."""
    if vacancy is None:
        return JobFacts(months=months)
    return JobFacts(
        contract_type=ContractType(vacancy.contract_type) if vacancy.contract_type else None,
        months=months,
        hours_per_week=vacancy.hours_per_week,
        process=InsertionProcess(vacancy.process) if vacancy.process else None,
    )


def person_facts(beneficiary: Beneficiary, on: date) -> PersonFacts:
    """What the file says of the eve of `on`, the first day of work.

    Like `facts_of`: a file without any period but incomes says nothing of registration and work.
    """
    prefetch_related_objects([beneficiary], "situations")
    eve = on - timedelta(days=1)
    facts = facts_of(beneficiary, eve)
    lived = [row for row in beneficiary.situations.all() if row.starts_on <= eve]
    is_known = any(row.kind not in INCOMES for row in lived)
    idle_since = _idle_since(lived, eve) or (beneficiary.born_on if is_known else None)
    return PersonFacts(
        born_on=facts.born_on,
        diploma=facts.diploma,
        registered=facts.registered_unoccupied,
        unoccupied_since=_unoccupied_since(lived, eve),
        idle_since=idle_since,
        income=facts.income,
        handicap=facts.handicap,
        postal_code=beneficiary.locality.postal_code if beneficiary.locality else "",
    )


def _idle_since(lived: Iterable[Situation], eve: date) -> date | None:
    """The day after the last work, after the eve for who still works; None without any work."""
    ends = [row.ends_on or eve for row in lived if row.kind == SituationKind.WORK]
    return min(max(ends), eve) + timedelta(days=1) if ends else None


def _unoccupied_since(lived: list[Situation], eve: date) -> date | None:
    """Since the running registration, or the day after the last work when that is later."""
    running = [
        row.starts_on
        for row in lived
        if row.kind == SituationKind.REGISTERED and (row.ends_on is None or row.ends_on >= eve)
    ]
    if not running:
        return None
    return max(filter(None, (running[0], _idle_since(lived, eve))))
