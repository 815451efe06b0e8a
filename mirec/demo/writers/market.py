"""Employers with their contacts, vacancies with what they require, and who was proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils.text import slugify

from beneficiaries.enums import SkillLevel
from employers.enums import Need, ProposalStage, RefusalSide, VacancyStatus
from employers.models import Contact, Employer, Proposal, Requirement, Vacancy
from mirec.demo import texts
from mirec.demo.business import EmployerPlan, by_sector
from mirec.demo.chance import between, days, dealt, pick, rng_for
from mirec.demo.jobs import HOURS, LONG_CONTRACTS, SHORT_CONTRACTS
from mirec.demo.occupations import JOBS, LABELS, WEIGHTS
from mirec.demo.skills import BEHAVIOURAL
from mirec.demo.writers.reference import Reference
from mirec.demo.writers.staff import Staff

BATCH = 1000
NEEDS = {Need.MUST: 4, Need.TRAINABLE: 4, Need.NICE: 3}
LEVELS = {SkillLevel.WITH_HELP: 4, SkillLevel.ALONE: 4, SkillLevel.STARTS: 1}
STATES = (
    VacancyStatus.OPEN, VacancyStatus.OPEN, VacancyStatus.WITHDRAWN, VacancyStatus.OPEN,
    VacancyStatus.OPEN, VacancyStatus.FILLED,
)  # fmt: skip
WAITING = (
    ProposalStage.PROPOSED, ProposalStage.SENT, ProposalStage.INTERVIEW, ProposalStage.REFUSED,
    ProposalStage.SENT, ProposalStage.TRIAL, ProposalStage.PROPOSED, ProposalStage.WITHDRAWN,
)  # fmt: skip
ENDED = (ProposalStage.REFUSED, ProposalStage.WITHDRAWN, ProposalStage.REFUSED)


@dataclass(frozen=True)
class Seeker:
    """A person who looks for work: may be proposed for an open vacancy."""

    pk: int
    coach: int
    occupation: str
    since: date


@dataclass
class Market:
    """The employers as rows, in the order of their plans."""

    reference: Reference
    staff: Staff
    seed: int
    on: date
    plans: Sequence[EmployerPlan]
    employers: Sequence[Employer]

    def prospector_of(self, employer: int) -> int:
        return self.staff.prospectors[employer % len(self.staff.prospectors)].pk

    @property
    def names(self) -> list[str]:
        return [plan.name for plan in self.plans]

    def vacancy(self, rng: Random, employer: int, occupation: str, **fields) -> Vacancy:
        """An unsaved vacancy; `fields` say when, in which state and with which contract."""
        home = self.plans[employer].home
        return Vacancy(
            employer=self.employers[employer],
            occupation_id=self.reference.occupations[occupation],
            title=occupation,
            schedule=rng.choice(texts.AVAILABILITIES),
            workplace=f"{home[1]}, arrêt de bus à {rng.choice((3, 5, 8, 12))} minutes à pied",
            locality_id=self.reference.localities[home],
            prospector_id=self.prospector_of(employer),
            created_by_id=self.prospector_of(employer),
            **fields,
        )

    def requirements(self, rng: Random, vacancy: Vacancy) -> Iterator[Requirement]:
        """Two to four skills of the occupation and one way of being."""
        skills = JOBS[vacancy.title].skills
        chosen = rng.sample(skills, rng.randint(2, 4)) + [rng.choice(BEHAVIOURAL)]
        for label in chosen:
            yield Requirement(
                vacancy=vacancy,
                skill_id=self.reference.skills[label],
                need=pick(rng, NEEDS),
                level=pick(rng, LEVELS),
            )

    def write_vacancies(self, vacancies: Sequence[Vacancy]) -> None:
        """Rows and requirements; `vacancies` receive their primary keys."""
        Vacancy.objects.bulk_create(vacancies, batch_size=BATCH)
        Requirement.objects.bulk_create(
            [
                requirement
                for vacancy in vacancies
                for requirement in self.requirements(
                    rng_for(self.seed, "requirements", vacancy.employer.bce, vacancy.received_on),
                    vacancy,
                )
            ],
            batch_size=BATCH,
        )


def write_market(
    reference: Reference, staff: Staff, seed: int, on: date, plans: Sequence[EmployerPlan]
) -> Market:
    market = Market(reference, staff, seed, on, plans, ())
    market.employers = Employer.objects.bulk_create(
        [_employer(market, index) for index in range(len(plans))], batch_size=BATCH
    )
    contacts = [
        Contact(
            employer=market.employers[index],
            first_name=contact.first_name,
            last_name=contact.last_name,
            position=contact.position,
            phone=f"+32499{index:04d}{number}0",
            email=f"{slugify(contact.last_name)}@{slugify(plan.name)}.example",
            created_by_id=market.prospector_of(index),
        )
        for index, plan in enumerate(plans)
        for number, contact in enumerate(plan.contacts)
    ]
    Contact.objects.bulk_create(contacts, batch_size=BATCH)
    return market


def _employer(market: Market, index: int) -> Employer:
    plan = market.plans[index]
    return Employer(
        name=plan.name,
        bce=plan.bce,
        nace=plan.nace,
        sector=plan.sector,
        street=plan.street,
        locality_id=market.reference.localities[plan.home],
        phone=f"+3271{900000 + index}",
        email=f"info@{slugify(plan.name)}.example",
        prospector_id=market.prospector_of(index),
        created_by_id=market.prospector_of(index),
    )


def write_other_vacancies(market: Market, count: int, seekers: Sequence[Seeker]) -> None:
    """The vacancies nobody of ours was hired for: open, withdrawn, or filled by others."""
    sectors = by_sector(market.plans)
    vacancies = [_other_vacancy(market, sectors, index) for index in range(count)]
    market.write_vacancies(vacancies)
    Proposal.objects.bulk_create(
        [
            proposal
            for index, vacancy in enumerate(vacancies)
            for proposal in _proposals(market, index, vacancy, seekers)
        ],
        batch_size=BATCH,
    )


def _other_vacancy(market: Market, sectors: dict[str, list[int]], index: int) -> Vacancy:
    rng = rng_for(market.seed, "vacancy", index)
    occupation = rng.choices(LABELS, WEIGHTS)[0]
    status = dealt(STATES, index)
    is_open = status is VacancyStatus.OPEN
    received = market.on - days(rng.randint(0, 70) if is_open else rng.randint(80, 900))
    return market.vacancy(
        rng,
        rng.choice(sectors[JOBS[occupation].sector]),
        occupation,
        status=status,
        received_on=received,
        closed_on=None if is_open else received + days(rng.randint(8, 60)),
        starts_on=received + days(rng.randint(10, 45)),
        contract_type=pick(rng, LONG_CONTRACTS | SHORT_CONTRACTS),
        hours_per_week=pick(rng, HOURS),
        posts_count=rng.choice((1, 1, 1, 2, 3)),
        description="Le poste demande du soin et de la régularité ; une période de formation "
        "sur place est prévue.",
    )


def _proposals(
    market: Market, index: int, vacancy: Vacancy, seekers: Sequence[Seeker]
) -> Iterator[Proposal]:
    """Up to three persons, first those who aim at this occupation."""
    rng = rng_for(market.seed, "proposals", index)
    until = vacancy.closed_on or market.on
    available = [each for each in seekers if each.since <= until]
    fitting = [each for each in available if each.occupation == vacancy.title]
    pool = fitting if len(fitting) >= 3 else available
    deck = WAITING if vacancy.status == VacancyStatus.OPEN else ENDED
    for turn, seeker in enumerate(rng.sample(pool, min(len(pool), rng.randint(0, 3)))):
        stage = dealt(deck, index + turn)
        proposed = between(rng, max(vacancy.received_on, seeker.since), until)
        yield Proposal(
            vacancy=vacancy,
            beneficiary_id=seeker.pk,
            stage=stage,
            proposed_on=proposed,
            stage_on=min(proposed + timedelta(days=rng.randint(0, 9)), until),
            created_by_id=seeker.coach,
            **_refusal(rng, stage),
        )


def _refusal(rng: Random, stage: ProposalStage) -> dict[str, str]:
    """Who says no and why; nothing at the other stages."""
    if stage is ProposalStage.REFUSED:
        said = (RefusalSide.EMPLOYER, *rng.choice(texts.REFUSALS))
    elif stage is ProposalStage.WITHDRAWN:
        said = rng.choice(texts.WITHDRAWALS)
    else:
        return {}
    return dict(zip(("refusal_side", "refusal_kind", "refusal_reason"), said, strict=True))
