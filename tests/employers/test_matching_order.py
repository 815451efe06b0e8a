"""The database orders as the reasons say, whoever the person is, and reads nothing else."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beneficiaries.models import Beneficiary, BeneficiarySkill, Skill
from employers import queries
from employers.enums import Need, TimeSlot, Transport
from employers.models import Requirement, Vacancy, WorkWish
from employers.queries import Narrowed
from employers.queries.matching_sql import Placed
from employers.ways import Way
from mirec.core.periods import today
from tests.factories import (
    BeneficiaryFactory,
    JourneyFactory,
    LocalityFactory,
    OccupationFactory,
    ProposalFactory,
    SkillFactory,
    VacancyFactory,
)

ON = date(2026, 3, 2)
WIDE = Narrowed(everybody=True)
PROTECTED = (
    "sex", "born_on", "nationality", "household", "dependent_children", "residence", "niss",
    "diploma", "street", "source", "first_name", "last_name", "name_key", "intake_note",
    "obstacle", "handicap", "situation", "assessment",
)  # fmt: skip
"""No statement of the ranking names one of these columns or tables."""


class Chance:
    """A small house in which every reason comes in every state."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311 - cases, no secret
        self.skills = [SkillFactory(label=f"Savoir {n}") for n in range(6)]
        self.places = [
            LocalityFactory(postal_code=f"60{n:02d}", name=name, commune=name)
            for n, name in enumerate(("Charleroi", "Farciennes", "Mons"))
        ]
        codes = ("K2204", "K2204", "N1101", "")
        self.jobs = [OccupationFactory(label=f"M{n}", rome_code=c) for n, c in enumerate(codes)]

    def some(self, values, most: int = 3) -> list:
        return self.rng.sample(list(values), self.rng.randint(0, most))

    def maybe(self, *values):
        return self.rng.choice((None, *values))

    def day(self) -> date:
        return ON + timedelta(days=self.rng.choice((-20, 0, 10, 40)))

    def person(self) -> Beneficiary:
        person = BeneficiaryFactory(
            locality=self.maybe(*self.places),
            target_occupation=self.maybe(*self.jobs),
            has_driving_licence=self.maybe(True, False),
            has_vehicle=self.maybe(True, False),
            available_from=self.maybe(self.day()),
        )
        for skill in self.some(self.skills, 5):
            level = self.rng.randint(1, 4)
            BeneficiarySkill.objects.create(
                beneficiary=person, skill=skill, level=level, origin="work"
            )
        if self.rng.random() < 0.7:
            low, high = self.maybe(19, 30), self.maybe(30, 38)
            WorkWish.objects.create(
                beneficiary=person,
                slots=self.some(TimeSlot.values),
                transports=self.some(Transport.values),
                communes=self.some(place.commune for place in self.places),
                hours_from=low,
                hours_to=high,
            )
        return person

    def vacancy(self) -> Vacancy:
        vacancy = VacancyFactory(
            occupation=self.rng.choice(self.jobs),
            locality=self.maybe(*self.places),
            needs_licence=self.rng.random() < 0.4,
            slots=self.some(TimeSlot.values, 2),
            hours_per_week=self.maybe(20, 38),
            starts_on=self.maybe(self.day()),
            received_on=ON - timedelta(days=self.rng.randint(0, 3)),
        )
        for skill in self.some(self.skills, 5):
            need, level = self.rng.choice(list(Need)), self.rng.randint(1, 4)
            Requirement.objects.create(vacancy=vacancy, skill=skill, need=need, level=level)
        return vacancy


@pytest.fixture(params=range(4))
def chance(request, db) -> Chance:
    return Chance(request.param)


def reference(user, vacancies: list[Vacancy], people: list[Beneficiary]) -> list[Placed]:
    """Every pair with the key of its reasons, as slow as can be."""
    placed = [Placed(person.pk, vacancy.pk, None) for vacancy in vacancies for person in people]
    rows = queries.laid_beside(
        placed,
        queries.persons_in(user, [person.pk for person in people], ON),
        queries.vacancies_in(user, [vacancy.pk for vacancy in vacancies]),
        on=ON,
        first_rank=1,
    )
    return [Placed(row.person.pk, row.vacancy.pk, row.match.order) for row in rows]


def test_persons_come_in_the_order_of_their_reasons(chance, prospector):
    people = [chance.person() for _ in range(30)]
    for vacancy in [chance.vacancy() for _ in range(4)]:
        expected = sorted(
            reference(prospector, [vacancy], people), key=lambda p: (p.order, p.person)
        )
        ranking = queries.persons_for(vacancy, prospector, WIDE, ON)
        assert ranking.count() == len(people)
        assert ranking[0:30] == expected
        assert ranking[0:10] + ranking[10:20] + ranking[20:30] == expected


def test_vacancies_come_in_the_order_of_their_reasons(chance, prospector):
    vacancies = [chance.vacancy() for _ in range(20)]
    received = {vacancy.pk: vacancy.received_on for vacancy in vacancies}
    for person in [chance.person() for _ in range(4)]:
        pairs = reference(prospector, vacancies, [person])
        pairs.sort(key=lambda p: (received[p.vacancy], p.vacancy), reverse=True)
        pairs.sort(key=lambda p: p.order)
        ranking = queries.vacancies_for(person, prospector, WIDE, ON)
        assert ranking.count() == len(vacancies)
        assert ranking[0:25] == pairs


def ranked(vacancy: Vacancy, user, on: date = ON) -> list[Placed]:
    ranking = queries.persons_for(vacancy, user, WIDE, on)
    return ranking[0 : ranking.count()]


def shuffled(rng: Random) -> None:
    """What the law protects changes hands: everybody gets another's."""
    names = ("sex", "born_on", "nationality", "household", "dependent_children", "residence",
             "diploma", "first_name", "last_name")  # fmt: skip
    people = list(Beneficiary.objects.order_by("pk"))
    for person in people:
        person.sex = rng.choice(("F", "M", "X", ""))
        person.born_on = date(1960, 1, 1) + timedelta(days=rng.randint(0, 15_000))
        person.nationality = rng.choice(("Belgique", "Maroc", "Italie", ""))
        person.household = rng.choice(("single", "single_parent", ""))
        person.dependent_children = rng.choice((None, 0, 4))
        person.residence = rng.choice(("belgian_or_eu", ""))
        person.diploma = rng.choice(("lower_secondary", "bachelor", ""))
        person.last_name = rng.choice(("Dupont", "El Amrani", "Rossi"))
    Beneficiary.objects.bulk_update(people, names)


def test_what_the_law_protects_changes_nothing(chance, prospector):
    for _ in range(20):
        chance.person()
    vacancy = chance.vacancy()
    before = ranked(vacancy, prospector)
    shuffled(chance.rng)
    assert ranked(vacancy, prospector) == before


def test_no_protected_column_is_named_in_the_statement_of_the_order(chance, prospector):
    person, vacancy = chance.person(), chance.vacancy()
    narrowed = Narrowed(musts_only=True, fillable_only=True)
    with CaptureQueriesContext(connection) as asked:
        ranked(vacancy, prospector)
        for ranking in (
            queries.persons_for(vacancy, prospector, narrowed, ON),
            queries.vacancies_for(person, prospector, narrowed, ON),
        ):
            assert ranking.count() >= 0
            assert ranking[0:25] is not None
    statements = [one["sql"] for one in asked if "must_missing" in one["sql"]]
    assert len(statements) == 3
    for statement in statements:
        assert [name for name in PROTECTED if name in statement] == []


# The export


def export_of(browser, vacancy: Vacancy) -> str:
    answer = browser.get(reverse("employers:match-export", args=[vacancy.pk]), {"tous": "on"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_the_order_is_made_again_from_the_export_alone(chance, client_of, prospector):
    people = [chance.person() for _ in range(40)]
    vacancy = chance.vacancy()
    placed = ranked(vacancy, prospector, today())
    script = [sys.executable, "-I", str(Path(__file__).with_name("rederive.py"))]
    again = subprocess.run(
        script,
        input=export_of(client_of(prospector), vacancy),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert [int(key) for key in again.stdout.split()] == [one.person for one in placed]
    assert len(placed) == len(people)


def test_the_export_tells_nothing_that_the_law_protects(chance, client_of, prospector):
    for _ in range(10):
        chance.person()
    vacancy, browser = chance.vacancy(), client_of(prospector)
    before = export_of(browser, vacancy)
    shuffled(chance.rng)
    assert export_of(browser, vacancy) == before
    assert "Dupont" not in before
    assert "Benali" not in before


def test_a_cell_of_the_export_is_no_formula(client_of, prospector, beneficiary):
    beneficiary.target_occupation = OccupationFactory(label="Autre")
    beneficiary.save()
    skill = SkillFactory(label="x")
    vacancy = VacancyFactory(
        locality=LocalityFactory(postal_code="6000", name="=1+1", commune="=1+1")
    )
    Requirement.objects.create(vacancy=vacancy, skill=skill, need=Need.MUST, level=1)
    lines = export_of(client_of(prospector), vacancy)
    assert ";=" not in lines


# Who and what is in the list


@pytest.fixture
def vacancy(db) -> Vacancy:
    return VacancyFactory()


def keys(ranking) -> list[int]:
    return [placed.person for placed in ranking[0:100]]


@pytest.mark.parametrize(
    ("trait", "is_listed"),
    [
        pytest.param({}, True, id="in intake"),
        pytest.param({"towards_employment": True}, True, id="towards a job"),
        pytest.param({"in_employment": True}, False, id="in a job"),
        pytest.param({"gave_up": True}, False, id="closed"),
    ],
)
def test_who_looks_for_work_is_listed_and_the_others_on_request(
    prospector, vacancy, trait, is_listed
):
    person = JourneyFactory(**trait).beneficiary
    assert keys(queries.persons_for(vacancy, prospector, Narrowed(), ON)) == [person.pk] * is_listed
    assert keys(queries.persons_for(vacancy, prospector, WIDE, ON)) == [person.pk]


def test_who_is_proposed_already_is_not_listed_again(prospector, vacancy):
    person = ProposalFactory(vacancy=vacancy, on=today()).beneficiary
    assert keys(queries.persons_for(vacancy, prospector, WIDE, ON)) == []
    assert not queries.vacancies_for(person, prospector, Narrowed(), ON)[0:25]


def test_a_user_without_profiles_ranks_nobody(administrator, vacancy):
    BeneficiaryFactory()
    ranking = queries.persons_for(vacancy, administrator, WIDE, ON)
    assert (ranking.count(), ranking[0:25]) == (0, [])


def hold(person: Beneficiary, skill: Skill, level: int) -> None:
    BeneficiarySkill.objects.create(beneficiary=person, skill=skill, level=level, origin="work")


def test_the_list_is_narrowed_by_name_place_and_skills(prospector, vacancy, monkeypatch):
    drive, read = SkillFactory(), SkillFactory()
    for skill in (drive, read):
        Requirement.objects.create(vacancy=vacancy, skill=skill, need=Need.MUST, level=2)
    farciennes = LocalityFactory(postal_code="6240", name="Farciennes", commune="Farciennes")
    complete = BeneficiaryFactory(last_name="Martin", locality=farciennes)
    no_reader, no_driver = BeneficiaryFactory(last_name="Mârtens"), BeneficiaryFactory()
    hold(complete, drive, 2)
    hold(complete, read, 3)
    hold(no_reader, drive, 4)
    hold(no_driver, read, 4)
    monkeypatch.setattr(
        "employers.queries.matching.ways_for",
        lambda skills, on: {read.pk: [Way(skill_id=read.pk, label="Cours")]},
    )

    def found(**narrowed) -> list[int]:
        asked = Narrowed(everybody=True, **narrowed)
        ranking = queries.persons_for(vacancy, prospector, asked, ON)
        rows = keys(ranking)
        assert ranking.count() == len(rows)
        return rows

    assert found() == [complete.pk, no_reader.pk, no_driver.pk]
    assert found(q="mart") == [complete.pk, no_reader.pk]
    assert found(commune="Farciennes") == [complete.pk]
    assert found(musts_only=True) == [complete.pk]
    assert found(fillable_only=True) == [complete.pk, no_reader.pk]
    ranking = queries.vacancies_for(no_driver, prospector, Narrowed(fillable_only=True), ON)
    assert ranking.count() == 0
    ranking = queries.vacancies_for(no_reader, prospector, Narrowed(fillable_only=True), ON)
    assert ranking.count() == 1
