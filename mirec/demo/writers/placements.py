"""The contracts signed, and for some of them the vacancy and the proposal they came from."""

from collections.abc import Iterable, Sequence

from beneficiaries.enums import Sex
from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, VacancyStatus
from employers.models import Placement, Proposal, Vacancy
from mirec.demo.chance import days, rng_for
from mirec.demo.occupations import JOBS
from mirec.demo.plans import JobPlan, PersonPlan
from mirec.demo.writers.market import BATCH, Market

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
    Placement.objects.bulk_create(
        [
            _placement(market, each, proposals.get((each[1].pk, each[2].starts_on)))
            for each in signed
        ],
        batch_size=BATCH,
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


def _placement(market: Market, signed: Signed, proposal: Proposal | None) -> Placement:
    plan, person, job = signed
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
        created_by=person.coach,
    )


def job_title(sex: Sex, occupation: str) -> str:
    job = JOBS[occupation]
    return {Sex.FEMALE: job.feminine, Sex.MALE: job.masculine}.get(sex, occupation)
