"""The contracts signed, and for some of them the vacancy and the proposal they came from."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from beneficiaries.enums import Sex
from beneficiaries.models import Beneficiary
from employers.enums import ContractType, PayUnit, ProposalStage, VacancyStatus
from employers.models import (
    ContractExtension,
    HiringAid,
    Placement,
    Proposal,
    Vacancy,
    WorkBreak,
)
from mirec.demo.chance import days, rng_for
from mirec.demo.occupations import JOBS
from mirec.demo.plans import JobPlan, PersonPlan
from mirec.demo.writers.market import BATCH, Market

AIDS = ("art-60", "sesam")
TUTORS = ("", "Carine Lefèvre", "Mehdi Ouali", "Benoît Dumont", "Silvia Ferrari")
Pair = tuple[PersonPlan, Beneficiary]
Signed = tuple[PersonPlan, Beneficiary, JobPlan]


def write_placements(market: Market, pairs: Iterable[Pair]) -> None:
    signed = [
        (plan, person, job)
        for plan, person in pairs
        for course in plan.courses
        for job in course.jobs
    ]
    proposals = _write_proposals(market, signed)
    aids = list(HiringAid.objects.filter(code__in=AIDS))
    placements = Placement.objects.bulk_create(
        [
            _placement(market, each, proposals.get((each[1].pk, each[2].starts_on)), aids)
            for each in signed
        ],
        batch_size=BATCH,
    )
    _write_changes(zip(signed, placements, strict=True))


def _write_changes(pairs: Iterable[tuple[Signed, Placement]]) -> None:
    """Breaks and extensions of the contracts."""
    known = [(job, row) for (_, _, job), row in pairs]
    WorkBreak.objects.bulk_create(
        WorkBreak(
            placement=row,
            starts_on=off.starts_on,
            ends_on=off.ends_on,
            is_counted=off.is_counted,
            created_by=row.created_by,
        )
        for job, row in known
        for off in job.off
    )
    ContractExtension.objects.bulk_create(
        ContractExtension(
            placement=row,
            former_end_on=each.former_end_on,
            new_end_on=each.new_end_on,
            agreed_on=each.agreed_on,
            created_by=row.created_by,
        )
        for job, row in known
        for each in job.extended
    )


def _write_proposals(market: Market, signed: Sequence[Signed]) -> dict[tuple, Proposal]:
    """The proposal behind each contract that came from a vacancy, by person and first day."""
    found = [each for each in signed if each[2].from_vacancy]
    vacancies = [_vacancy(market, *each) for each in found]
    market.write_vacancies(vacancies)
    proposals = Proposal.objects.bulk_create(
        [_proposal(market, each, vacancy) for each, vacancy in zip(found, vacancies, strict=True)],
        batch_size=BATCH,
    )
    return {(each.beneficiary_id, each.stage_on): each for each in proposals}


def _vacancy(market: Market, plan: PersonPlan, person: Beneficiary, job: JobPlan) -> Vacancy:
    rng = rng_for(market.seed, "filled", plan.index, job.starts_on)
    return market.vacancy(
        rng,
        job.employer,
        job.occupation,
        status=VacancyStatus.FILLED,
        received_on=job.starts_on - days(rng.randint(20, 50)),
        closed_on=job.starts_on,
        starts_on=job.starts_on,
        contract_type=job.contract_type,
        hours_per_week=job.hours,
    )


def _proposal(market: Market, signed: Signed, vacancy: Vacancy) -> Proposal:
    """Made after the agreement, brought to « engagée » on the first day of work."""
    plan, person, job = signed
    rng = rng_for(market.seed, "proposed", plan.index, job.starts_on)
    proposed = max(
        plan.current.agreed_on or vacancy.received_on,
        vacancy.received_on,
        job.starts_on - days(rng.randint(4, 18)),
    )
    return Proposal(
        vacancy=vacancy,
        beneficiary=person,
        stage=ProposalStage.HIRED,
        proposed_on=min(proposed, job.starts_on),
        stage_on=job.starts_on,
        created_by=person.coach,
    )


def _placement(
    market: Market, signed: Signed, proposal: Proposal | None, aids: Sequence[HiringAid]
) -> Placement:
    plan, person, job = signed
    rng = rng_for(market.seed, "terms", plan.index, job.starts_on)
    is_interim = job.contract_type == ContractType.INTERIM
    return Placement(
        beneficiary=person,
        employer=market.employers[job.employer],
        vacancy=proposal.vacancy if proposal else None,
        proposal=proposal,
        job_title=job_title(plan.sex, job.occupation),
        contract_type=job.contract_type,
        is_aided=job.is_aided,
        starts_on=job.starts_on,
        planned_end_on=job.planned_end_on,
        ended_on=job.ended_on,
        end_reason=job.end_reason or "",
        hours_per_week=job.hours,
        pay_eur=Decimal(rng.randint(1350, 1750)) / 100,
        pay_unit=PayUnit.HOUR,
        aid=_aid(job, aids),
        tutor="" if is_interim else rng.choice(TUTORS),
        user_company=job.user_company,
        created_by=person.coach,
    )


def _aid(job: JobPlan, aids: Sequence[HiringAid]) -> HiringAid | None:
    """An aid in force on the first day, for whoever has one."""
    code = "art-60" if job.contract_type == ContractType.ARTICLE_60 else "sesam"
    in_force = (
        aid
        for aid in aids
        if aid.code == code
        and aid.valid_from <= job.starts_on
        and (aid.valid_to is None or job.starts_on <= aid.valid_to)
    )
    return next(in_force, None) if job.is_aided else None


def job_title(sex: Sex, occupation: str) -> str:
    job = JOBS[occupation]
    return {Sex.FEMALE: job.feminine, Sex.MALE: job.masculine}.get(sex, occupation)
