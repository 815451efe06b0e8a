"""A fictional Mire of Charleroi, whole: the same volume, seed and day make the same one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import pghistory
from django.db import connection, reset_queries, transaction

from beneficiaries.models import Beneficiary
from employers.models import Vacancy
from mirec.accounts.models import User
from mirec.demo.accounts import DOMAIN
from mirec.demo.business import by_sector, employer_count, employers, vacancy_count
from mirec.demo.people import Population
from mirec.demo.plans import PersonPlan
from mirec.demo.writers.agenda import write_agendas
from mirec.demo.writers.allowances import write_allowances, write_hours
from mirec.demo.writers.clocks import write_clocks
from mirec.demo.writers.files import FileWriter
from mirec.demo.writers.followup_extras import write_followup_extras
from mirec.demo.writers.gatherings import write_gatherings
from mirec.demo.writers.imports import write_import_readings
from mirec.demo.writers.insertion import write_insertions
from mirec.demo.writers.learning import write_learning
from mirec.demo.writers.market import Market, Seeker, write_market, write_other_vacancies
from mirec.demo.writers.negotiations import write_negotiations
from mirec.demo.writers.operators import write_operator_lists
from mirec.demo.writers.own_words import write_own_words
from mirec.demo.writers.potential import write_potential
from mirec.demo.writers.proofs import write_absence_proofs, write_proofs
from mirec.demo.writers.prospecting import write_prospecting
from mirec.demo.writers.reference import Reference, write_reference
from mirec.demo.writers.reports import write_report_texts
from mirec.demo.writers.schooling import Learner, learner_of, write_enrolments, write_school
from mirec.demo.writers.sendings import write_sendings
from mirec.demo.writers.spaces import write_spaces
from mirec.demo.writers.staff import Staff, write_staff
from mirec.demo.writers.stays import write_stays
from mirec.demo.writers.support import write_support
from mirec.demo.writers.twins import write_twins
from mirec.demo.writers.wishes import write_wishes

CHUNK = 250
PERSONS_PER_GROUP = 400
MOST_GROUPS = 8
REASON = "Données de démonstration inventées"


FIRST_DAY = date(2024, 1, 1)
"""The stories are told from the decree of 2023 on; the years before are their past."""


class AlreadyFilledError(RuntimeError):
    """The database holds persons or a demo: this one never mixes with them."""


@dataclass(frozen=True)
class House:
    reference: Reference
    staff: Staff
    market: Market


@dataclass
class Waiting:
    """What is kept of each person while the next ones are written: a few numbers."""

    seekers: list[Seeker] = field(default_factory=list)
    learners: list[Learner] = field(default_factory=list)

    def note(self, plan: PersonPlan, person: Beneficiary, on: date) -> None:
        course = plan.current
        if course.agreed_on and not course.closed_on and not course.jobs:
            self.seekers.append(Seeker(person.pk, person.coach_id, plan.target, course.agreed_on))
        learner = learner_of(plan, person.pk, person.coach_id, on)
        if learner:
            self.learners.append(learner)


@transaction.atomic
def seed_demo(
    *, count: int, seed: int, on: date, report: Callable[[int], None] = lambda written: None
) -> None:
    """Fill an empty database; raises AlreadyFilledError. `report` hears how many files exist.

    The history keeps every row as inserted, under one sentence that says where it comes from.
    """
    if Beneficiary.objects.exists() or User.objects.filter(email__endswith=f"@{DOMAIN}").exists():
        raise AlreadyFilledError
    with pghistory.context(note=REASON):
        _check_as_we_go()
        plans = employers(employer_count(count), seed)
        reference, staff = write_reference(), write_staff()
        market = write_market(reference, staff, seed, on, plans)
        population = Population(count, seed, on, reference.rules, by_sector(plans))
        waiting = _write_files(House(reference, staff, market), population, report)
        _write_the_rest(House(reference, staff, market), waiting, population)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _check_as_we_go() -> None:
    """Foreign keys are checked row by row: a queue of them until the end grows past linear."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _write_files(house: House, population: Population, report: Callable[[int], None]) -> Waiting:
    waiting = Waiting()
    writer = FileWriter(house.reference, house.staff, house.market, population.on)
    written = 0
    for chunk in _chunks(population):
        for plan, person in zip(chunk, writer.write(chunk), strict=True):
            waiting.note(plan, person, population.on)
        written += len(chunk)
        report(written)
        reset_queries()  # with DEBUG Django keeps the text of every statement
    return waiting


def _write_the_rest(house: House, waiting: Waiting, population: Population) -> None:
    seed, on = population.seed, population.on
    missing = vacancy_count(population.count) - Vacancy.objects.count()
    write_other_vacancies(house.market, max(0, missing), waiting.seekers)
    groups = min(MOST_GROUPS, max(1, population.count // PERSONS_PER_GROUP))
    school = write_school(house.reference, house.staff, house.market, seed, on, groups)
    write_enrolments(school, waiting.learners, seed, on)
    write_learning(seed, on)
    write_negotiations(seed, on)  # counts who holds the skills: they stand by then
    write_prospecting(house.market)
    write_stays(seed, on)
    write_hours(on)
    write_operator_lists(on)
    write_allowances(house.staff, seed, on)
    write_gatherings(house.reference, house.staff, seed, on)
    write_spaces(house.staff, on)
    write_potential(seed, on)
    write_wishes(seed, on)
    write_sendings(seed, on)
    write_insertions(seed, on)
    write_clocks(house.staff, on)
    write_agendas(house.staff, seed, on)
    write_report_texts(house.staff, on)
    write_proofs(house.staff, seed, on)
    write_absence_proofs(on)
    write_support(seed, on)
    write_own_words(on)
    write_followup_extras(house.staff, seed, on)
    write_import_readings(house.staff)
    write_twins(house.staff)


def _chunks(plans: Iterable[PersonPlan]) -> Iterator[list[PersonPlan]]:
    iterator = iter(plans)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
