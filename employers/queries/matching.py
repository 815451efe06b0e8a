"""Who could take a vacancy, and which vacancies suit a person? Shown skill by skill."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Value

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
    return _with_counts(people, list(vacancy.requirements.all())).order_by(
        "-must_held", "-other_held", "name_key", "pk"
    )


def _with_counts(people: QuerySet[Beneficiary], asked: list[Requirement]) -> QuerySet[Beneficiary]:
    """`must_held` and `other_held`: how many requirements each person meets, by one join.

    The join starts from the skills asked for, so that its cost follows their holders.
    """
    if not asked:
        return people.annotate(must_held=Value(0), other_held=Value(0))
    met = Q()
    for one in asked:
        met |= Q(skills__skill_id=one.skill_id, skills__level__gte=one.level)
    must = [one.skill_id for one in asked if one.need == Need.MUST]
    is_must = Q(met__skill_id__in=must)
    return people.annotate(met=FilteredRelation("skills", condition=met)).annotate(
        must_held=Count("met", filter=is_must), other_held=Count("met", filter=~is_must)
    )


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
