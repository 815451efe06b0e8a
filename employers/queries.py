"""Which rows does each page of this room show? Each list is one queryset; `on` comes from above."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from beneficiaries.models import Beneficiary, BeneficiarySkill
from employers.enums import Need, ProposalStage, VacancyStatus
from employers.models import Employer, Placement, Proposal, Requirement, Vacancy
from employers.rules.skills import Asked, Comparison, compare
from mirec.accounts.models import User

STALE_DAYS = 30
"""An open vacancy this old is confirmed with the employer again."""
NEW_DAYS = 7
PROFILE_FIELDS = (
    "first_name",
    "last_name",
    "available_from",
    "availability",
    "has_driving_licence",
    "has_vehicle",
    "target_occupation__label",
    "locality__commune",
    "coach__first_name",
    "coach__last_name",
)
"""All that a vacancy needs to know of a person: nothing else is read from the database."""


def employers_listed(user: User) -> QuerySet[Employer]:
    open_vacancies = Q(vacancies__status=VacancyStatus.OPEN)
    return (
        Employer.objects.visible_to(user)
        .select_related("locality", "prospector")
        .annotate(open_count=Count("vacancies", filter=open_vacancies))
    )


def vacancies_listed(user: User) -> QuerySet[Vacancy]:
    return (
        Vacancy.objects.visible_to(user)
        .select_related("employer", "locality", "occupation", "prospector")
        .annotate(waiting_count=Count("proposals", filter=Q(proposals__stage__in=waiting_stages())))
    )


def waiting_stages() -> list[ProposalStage]:
    return [stage for stage in ProposalStage if stage.is_open]


def without_proposal(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Nobody is on the way: no proposal, or only refused and withdrawn ones."""
    alive = Proposal.objects.filter(vacancy=OuterRef("pk")).exclude(
        stage__in=[ProposalStage.REFUSED, ProposalStage.WITHDRAWN]
    )
    return vacancies.filter(~Exists(alive))


def stale(vacancies: QuerySet[Vacancy], on: date) -> QuerySet[Vacancy]:
    return vacancies.open().filter(received_on__lt=on - timedelta(days=STALE_DAYS))


def received_lately(vacancies: QuerySet[Vacancy], on: date) -> QuerySet[Vacancy]:
    return vacancies.filter(received_on__gt=on - timedelta(days=NEW_DAYS))


def proposals_listed(user: User) -> QuerySet[Proposal]:
    """With the names of the person, the vacancy and the employer, and no more of the person."""
    return (
        Proposal.objects.visible_to(user)
        .select_related("beneficiary", "vacancy__employer", "vacancy__prospector")
        .only(
            "stage", "stage_on", "proposed_on", "refusal_reason",
            "beneficiary__first_name", "beneficiary__last_name",
            "vacancy__title", "vacancy__employer__name",
            "vacancy__prospector__first_name", "vacancy__prospector__last_name",
        )
    )  # fmt: skip


def placements_listed(user: User) -> QuerySet[Placement]:
    return (
        Placement.objects.visible_to(user)
        .select_related("beneficiary", "employer")
        .defer("beneficiary__niss", "beneficiary__niss_digest")
    )


def profiles(user: User) -> QuerySet[Beneficiary]:
    """The persons as a vacancy may know them: `PROFILE_FIELDS` only."""
    return (
        Beneficiary.objects.profile_visible_to(user)
        .select_related("target_occupation", "locality", "coach")
        .only(*PROFILE_FIELDS)
    )


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


def with_requirements(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    rows = Requirement.objects.select_related("skill")
    return vacancies.prefetch_related(Prefetch("requirements", queryset=rows))


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


def held_by(beneficiary: Beneficiary) -> dict[int, int]:
    return dict(beneficiary.skills.values_list("skill", "level"))
