"""Whom could a vacancy take, and which vacancies suit a person? In order, with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from beneficiaries.models import Beneficiary
from employers.enums import Need
from employers.models import Placement, Proposal, Requirement, Vacancy
from employers.queries.lists import (
    PROFILE_FIELDS,
    profiles,
    vacancies_listed,
    with_requirements,
)
from employers.queries.matching_sql import Placed, Question
from employers.seekers import looking_for_work
from employers.ways import ways_for
from mirec.accounts.models import User
from mirec.core.search import every_word

WISH_FIELDS = (
    "beneficiary", "slots", "transports", "communes", "hours_from", "hours_to", "refuses",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What the page is narrowed to; nothing narrows by default but looking for work."""

    q: str = ""
    commune: str = ""
    musts_only: bool = False
    fillable_only: bool = False
    everybody: bool = False


class Ranking:
    """The rows in order, counted and cut by the database: what a Paginator asks for."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def count(self) -> int:
        return self.question.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Placed]:
        return self.question.rows(part.start, part.stop - part.start)


def persons_for(vacancy: Vacancy, user: User, narrowed: Narrowed, on: date) -> Ranking:
    """Persons not yet proposed for the vacancy."""
    already = Proposal.objects.filter(vacancy=vacancy).values("beneficiary")
    people = reachable(user, everybody=narrowed.everybody).exclude(pk__in=already)
    if narrowed.q:
        people = people.named(narrowed.q)
    if narrowed.commune:
        people = people.filter(locality__commune=narrowed.commune)
    asked = vacancy.requirements.all()
    fillable = _fillable({row.skill_id: row.skill.kind for row in asked}, on, narrowed)
    musts = {row.skill_id for row in asked if row.need == Need.MUST}
    question = Question(
        people=people,
        vacancies=Vacancy.objects.filter(pk=vacancy.pk),
        on=on,
        ties="person",
        skills=tuple(row.skill_id for row in asked),
        musts_only=narrowed.musts_only,
        fillable_only=narrowed.fillable_only,
        fillable=fillable,
        holders_only=bool(
            (narrowed.musts_only and musts)
            or (narrowed.fillable_only and musts.difference(fillable))
        ),
    )
    return Ranking(question)


def reachable(user: User, *, everybody: bool = False) -> QuerySet[Beneficiary]:
    people = Beneficiary.objects.profile_visible_to(user)
    return people if everybody else looking_for_work(people)


def vacancies_for(person: Beneficiary, user: User, narrowed: Narrowed, on: date) -> Ranking:
    """Open vacancies for which the person is not proposed yet."""
    already = Proposal.objects.filter(beneficiary=person).values("vacancy")
    vacancies = Vacancy.objects.visible_to(user).open().exclude(pk__in=already)
    vacancies = vacancies.filter(every_word(narrowed.q, "title_key", "employer__name_key"))
    if narrowed.commune:
        vacancies = vacancies.filter(_in_commune(narrowed.commune))
    skills = _asked_by(vacancies) if narrowed.fillable_only else {}
    question = Question(
        people=Beneficiary.objects.profile_visible_to(user).filter(pk=person.pk),
        vacancies=vacancies,
        on=on,
        ties="vacancy",
        persons=(person.pk,),
        musts_only=narrowed.musts_only,
        fillable_only=narrowed.fillable_only,
        fillable=_fillable(skills, on, narrowed),
    )
    return Ranking(question)


def _in_commune(commune: str) -> Q:
    at_site = Q(locality__isnull=True, site__locality__commune=commune)
    return Q(locality__commune=commune) | at_site


def _asked_by(vacancies: QuerySet[Vacancy]) -> dict[int, str]:
    asked = Requirement.objects.filter(vacancy__in=vacancies).order_by()
    return dict(asked.values_list("skill", "skill__kind").distinct())


def _fillable(skills: Mapping[int, str], on: date, narrowed: Narrowed) -> tuple[int, ...]:
    """The skills that can be learnt somewhere, when the page asks for them."""
    if not narrowed.fillable_only:
        return ()
    ways = ways_for(skills, on)
    return tuple(skill for skill, found in ways.items() if any(way.teaches for way in found))


def persons_in(user: User, keys: Iterable[int], on: date) -> dict[int, Beneficiary]:
    """With what a profile shows, `is_at_work` on the day, and nothing more."""
    wish = [f"work_wish__{name}" for name in WISH_FIELDS]
    related = ("target_occupation", "locality", "coach", "work_wish")
    rows = profiles(user).select_related(*related).only(*PROFILE_FIELDS, *wish)
    working = Placement.objects.running(on).filter(beneficiary=OuterRef("pk"))
    rows = rows.annotate(is_at_work=Exists(working))
    return rows.in_bulk(list(keys))


def vacancies_in(user: User, keys: Iterable[int]) -> dict[int, Vacancy]:
    rows = with_requirements(vacancies_listed(user)).select_related(
        "employer", "locality", "occupation", "site__locality"
    )
    return rows.in_bulk(list(keys))
