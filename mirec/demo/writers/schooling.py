"""Programmes, cohorts with their calendar, and who follows them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from employers.models import Employer
from mirec.demo import texts
from mirec.demo.business import by_sector
from mirec.demo.catalogue import PLACES, PROGRAMMES, CohortPlan, SessionPlan, cohorts, sessions
from mirec.demo.chance import between, days, dealt, pick, rng_for
from mirec.demo.occupations import JOBS
from mirec.demo.plans import Course, PersonPlan
from mirec.demo.writers.market import BATCH, Market
from mirec.demo.writers.reference import Reference
from mirec.demo.writers.staff import Staff
from training.enums import AttendanceSource, AttendanceState, EnrolmentStatus, SessionKind
from training.models import Attendance, Cohort, Enrolment, Programme, Session

STATES = {
    AttendanceState.PRESENT: 84,
    AttendanceState.LATE: 5,
    AttendanceState.LEFT_EARLY: 2,
    AttendanceState.EXCUSED: 5,
    AttendanceState.ABSENT: 4,
}
SHORTER = 45
"""Minutes missed by someone late or gone before the end."""
DROP_SHARE = 0.14
SOONEST_DAYS, ENROLLED_BEFORE_DAYS = 7, 20


@dataclass(frozen=True)
class Learner:
    """A person who would follow a training: between which days, and aiming at what."""

    index: int
    pk: int
    coach: int
    first: date
    last: date
    occupation: str


@dataclass
class School:
    """What the programmes' calendar offers; `plans` and `cohorts` go side by side."""

    market: Market
    plans: Sequence[CohortPlan]
    cohorts: Sequence[Cohort]
    meetings: Sequence[Sequence[tuple[SessionPlan, Session]]]
    taken: Counter = field(default_factory=Counter)

    def place_for(self, learner: Learner) -> int | None:
        """A free cohort in the person's time; None when nothing fits."""
        free = [
            number
            for number, plan in enumerate(self.plans)
            if learner.first <= plan.starts_on <= learner.last and self.taken[number] < PLACES
        ]
        wanted = self._fitting(free, learner)
        if not wanted:
            return None
        chosen = dealt(wanted, learner.index)
        self.taken[chosen] += 1
        return chosen

    def _fitting(self, free: Sequence[int], learner: Learner) -> Sequence[int]:
        """The occupation aimed at, else its sector; one in two would learn something else."""
        titles = {n: PROGRAMMES[self.plans[n].programme].title for n in free}
        exact = [n for n in free if titles[n] == learner.occupation]
        sector = JOBS[learner.occupation].sector
        near = [n for n in free if JOBS[titles[n]].sector == sector]
        return exact or near or (free if learner.index % 2 else [])


def learner_of(plan: PersonPlan, pk: int, coach: int, on: date) -> Learner | None:
    """Someone who wants a training and has a few weeks free for it after the agreement."""
    course = plan.current
    if not (plan.wants_training and course.agreed_on):
        return None
    first = course.agreed_on + days(SOONEST_DAYS)
    last = _free_until(course, on)
    return Learner(plan.index, pk, coach, first, last, plan.target) if first <= last else None


def _free_until(course: Course, on: date) -> date:
    """Four weeks before the first job or the closing; the near future for who still searches."""
    if course.jobs:
        return course.jobs[0].starts_on - days(28)
    return course.closed_on - days(28) if course.closed_on else on + days(60)


def write_school(
    reference: Reference, staff: Staff, market: Market, seed: int, on: date, groups: int
) -> School:
    programmes = _write_programmes(reference, staff)
    plans = cohorts(on, groups)
    rows = Cohort.objects.bulk_create(
        [
            Cohort(
                programme=programmes[plan.programme],
                name=plan.name,
                coordinator=staff.coordinators[plan.programme % len(staff.coordinators)],
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
                places=PLACES,
                site=_site(reference, PROGRAMMES[plan.programme].operator),
                created_by=staff.coordinators[0],
            )
            for plan in plans
        ]
    )
    meetings = [
        [(planned, _session(market, plan, cohort, planned)) for planned in sessions(plan, seed)]
        for plan, cohort in zip(plans, rows, strict=True)
    ]
    Session.objects.bulk_create(
        [session for each in meetings for _, session in each], batch_size=BATCH
    )
    return School(market, plans, rows, meetings)


def _write_programmes(reference: Reference, staff: Staff) -> list[Programme]:
    programmes = Programme.objects.bulk_create(
        Programme(
            title=plan.title,
            occupation_id=reference.occupations[plan.title],
            operator=reference.partners[plan.operator],
            theory_hours=plan.theory_hours,
            practice_hours=plan.practice_hours,
            prerequisites=plan.prerequisites,
            description=plan.description,
            created_by=staff.coordinators[0],
        )
        for plan in PROGRAMMES
    )
    through = Programme.skills.through
    through.objects.bulk_create(
        through(programme_id=programme.pk, skill_id=reference.skills[label])
        for programme in programmes
        for label in JOBS[programme.title].skills
    )
    return programmes


def _site(reference: Reference, operator: str) -> str:
    partner = reference.partners[operator]
    return f"{partner.name}, {partner.postal_code} {partner.city}"


def _session(market: Market, plan: CohortPlan, cohort: Cohort, planned: SessionPlan) -> Session:
    is_practice = planned.kind is SessionKind.PRACTICE
    host = _host(market, plan)
    return Session(
        cohort=cohort,
        kind=planned.kind,
        title=planned.title,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        place=f"{host.name}, {host.street}" if is_practice else cohort.site,
        room="" if is_practice else f"Local {1 + plan.programme}",
        trainer="Tuteur ou tutrice de l'entreprise" if is_practice else "",
        directions="Bus depuis la gare de Charleroi-Central, arrêt devant le bâtiment.",
        to_bring="Chaussures de sécurité" if is_practice else "De quoi écrire",
        cancelled_at=planned.starts_at - timedelta(days=1) if planned.is_cancelled else None,
        cancelled_by=cohort.coordinator if planned.is_cancelled else None,
        revision=int(planned.is_cancelled),
        created_by=cohort.coordinator,
    )


def _host(market: Market, plan: CohortPlan) -> Employer:
    sector = JOBS[PROGRAMMES[plan.programme].title].sector
    hosts = by_sector(market.plans)[sector]
    return market.employers[hosts[plan.starts_on.toordinal() % len(hosts)]]


def write_enrolments(school: School, learners: Iterable[Learner], seed: int, on: date) -> None:
    placed = [(each, school.place_for(each)) for each in learners]
    enrolled = [
        (number, _enrolment(school, number, learner, seed, on), learner.index)
        for learner, number in placed
        if number is not None
    ]
    Enrolment.objects.bulk_create([row for _, row, _ in enrolled], batch_size=BATCH)
    for start in range(0, len(enrolled), BATCH // 10):
        Attendance.objects.bulk_create(
            [
                row
                for number, enrolment, index in enrolled[start : start + BATCH // 10]
                for row in _attendances(
                    school, number, enrolment, rng_for(seed, "attendance", index), on
                )
            ],
            batch_size=BATCH,
        )


def _enrolment(school: School, number: int, learner: Learner, seed: int, on: date) -> Enrolment:
    rng = rng_for(seed, "enrolment", learner.index)
    plan = school.plans[number]
    status, ended = _outcome(rng, plan, on)
    enrolled = plan.starts_on - days(rng.randint(1, ENROLLED_BEFORE_DAYS))
    return Enrolment(
        cohort=school.cohorts[number],
        beneficiary_id=learner.pk,
        status=status,
        enrolled_on=max(learner.first - days(SOONEST_DAYS), min(enrolled, on)),
        ended_on=ended,
        end_reason=rng.choice(texts.DROPS) if status is EnrolmentStatus.DROPPED else "",
        created_by_id=learner.coach,
    )


def _outcome(rng: Random, plan: CohortPlan, on: date) -> tuple[EnrolmentStatus, date | None]:
    if plan.starts_on > on:
        return rng.choice((EnrolmentStatus.WAITING, EnrolmentStatus.ENROLLED)), None
    if rng.random() < DROP_SHARE and plan.starts_on + days(7) < on:
        last = min(plan.ends_on, on)
        return EnrolmentStatus.DROPPED, between(rng, plan.starts_on + days(5), last)
    if plan.ends_on < on:
        return EnrolmentStatus.COMPLETED, plan.ends_on
    return EnrolmentStatus.ENROLLED, None


def _attendances(
    school: School, number: int, enrolment: Enrolment, rng: Random, on: date
) -> Iterator[Attendance]:
    """Every meeting that was kept before the day, until the person left."""
    until = min(on - days(1), enrolment.ended_on or on)
    for planned, session in school.meetings[number]:
        if planned.is_cancelled or planned.day > until:
            continue
        state = pick(rng, STATES)
        missed = 0 if state is AttendanceState.PRESENT else SHORTER
        yield Attendance(
            session=session,
            enrolment=enrolment,
            state=state,
            minutes=planned.minutes - missed if state.has_hours else 0,
            source=_source(planned, number),
            recorded_by=school.cohorts[number].coordinator,
        )


def _source(planned: SessionPlan, number: int) -> AttendanceSource:
    """Practice is on the company's sheet; every third cohort signs on paper."""
    if planned.kind is SessionKind.PRACTICE:
        return AttendanceSource.COMPANY
    return AttendanceSource.SHEET if number % 3 == 1 else AttendanceSource.STAFF
