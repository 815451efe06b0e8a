"""Who could take a vacancy, and which vacancies suit a person? Shown skill by skill."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary, BeneficiarySkill
from employers.enums import Need
from employers.models import Placement, Proposal, Requirement, Vacancy
from employers.queries.lists import profiles, vacancies_listed, with_requirements
from employers.rules.skills import Asked, Comparison, compare
from mirec.accounts.models import User
from mirec.core.search import every_word


@dataclass(frozen=True)
class Candidate:
    """A person beside one vacancy."""

    person: Beneficiary
    comparison: Comparison
    is_at_work: bool


@dataclass(frozen=True)
class Opening:
    """A vacancy beside one person."""

    vacancy: Vacancy
    comparison: Comparison


def candidates(vacancy: Vacancy, user: User, text: str = "") -> QuerySet[Beneficiary]:
    """Persons not yet proposed for the vacancy, those with most indispensable skills first.

    The order can be read from the row itself: indispensable skills held, then trainable and
    wished ones, then the name.
    """
    already = Proposal.objects.filter(vacancy=vacancy, beneficiary=OuterRef("pk"))
    people = profiles(user).filter(~Exists(already))
    if text.strip():
        people = people.named(text)
    requirements = list(vacancy.requirements.all())
    return people.annotate(
        must_held=_held_count([r for r in requirements if r.need == Need.MUST]),
        other_held=_held_count([r for r in requirements if r.need != Need.MUST]),
    ).order_by("-must_held", "-other_held", "name_key", "pk")


def _held_count(requirements: Iterable[Requirement]) -> Coalesce:
    """How many of the requirements the person of the outer query meets."""
    wanted = Q(pk__isnull=True)
    for one in requirements:
        wanted |= Q(skill_id=one.skill_id, level__gte=one.level)
    held = BeneficiarySkill.objects.filter(wanted, beneficiary=OuterRef("pk")).order_by()
    return Coalesce(held.values("beneficiary").annotate(n=Count("pk")).values("n"), 0)


def asked_of(vacancy: Vacancy) -> list[Asked]:
    """The requirements of the vacancy as plain values; prefetched rows are used as they are."""
    return [
        Asked(skill_id=row.skill_id, label=row.skill.label, need=Need(row.need), level=row.level)
        for row in vacancy.requirements.all()
    ]


def compared(vacancy: Vacancy, people: Iterable[Beneficiary]) -> dict[int, Comparison]:
    """Each person's answers to the vacancy, by person, in one query for all of them."""
    asked = asked_of(vacancy)
    held: dict[int, dict[int, int]] = defaultdict(dict)
    rows = BeneficiarySkill.objects.filter(
        beneficiary__in=[person.pk for person in people],
        skill__in=[one.skill_id for one in asked],
    )
    for person, skill, level in rows.values_list("beneficiary", "skill", "level"):
        held[person][skill] = level
    return {person.pk: compare(asked, held[person.pk]) for person in people}


def beside(vacancy: Vacancy, people: Iterable[Beneficiary], on: date) -> list[Candidate]:
    """The same persons in the same order, with their answers and whether they work on the day."""
    people = list(people)
    answers = compared(vacancy, people)
    working = set(
        Placement.objects.running(on)
        .filter(beneficiary__in=[person.pk for person in people])
        .values_list("beneficiary", flat=True)
    )
    return [Candidate(one, answers[one.pk], one.pk in working) for one in people]


def vacancies_for(person: Beneficiary, user: User, text: str = "") -> QuerySet[Vacancy]:
    """Open vacancies for which the person is not proposed yet, the latest first."""
    already = Proposal.objects.filter(beneficiary=person, vacancy=OuterRef("pk"))
    rows = with_requirements(vacancies_listed(user).open()).filter(~Exists(already))
    return rows.filter(every_word(text, "title_key", "employer__name_key")).order_by(
        "-received_on", "-pk"
    )


def answered_by(person: Beneficiary, vacancies: Iterable[Vacancy]) -> list[Opening]:
    held = dict(person.skills.values_list("skill", "level"))
    return [Opening(vacancy, compare(asked_of(vacancy), held)) for vacancy in vacancies]
