"""Which rows does each list of this room show? Each is one queryset; `on` comes from above."""

from datetime import date, timedelta

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from beneficiaries.models import Beneficiary
from employers.enums import Need, ProposalStage, VacancyStatus
from employers.models import Employer, Placement, Proposal, Requirement, Vacancy
from employers.rules.skills import NEEDS
from employers.services.vacancies import CLOSED_REASONS
from mirec.accounts.models import User
from mirec.core.keys import key_from

NEW_DAYS = 7
SHOWN = 10
"""Rows of a list that stands on another page; the whole of it is one link away."""
PROFILE_FIELDS = (
    "first_name",
    "last_name",
    "available_from",
    "availability",
    "has_driving_licence",
    "has_vehicle",
    "target_occupation__label",
    "target_occupation__rome_code",
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
        .order_by("name_key", "pk")
    )


def call_of(user: User, employer_key: str) -> dict[str, int]:
    """The employer that an address names, as the first value of a vacancy's form."""
    key = key_from(employer_key)
    found = Employer.objects.visible_to(user).filter(pk=key).exists()
    return {"employer": key} if found else {}


def vacancies_listed(user: User) -> QuerySet[Vacancy]:
    return (
        Vacancy.objects.visible_to(user)
        .select_related("employer", "locality", "occupation", "prospector")
        .annotate(waiting_count=Count("proposals", filter=Q(proposals__stage__in=waiting_stages())))
        .order_by("-received_on", "-pk")
    )


def vacancies_of(employer: Employer, user: User) -> QuerySet[Vacancy]:
    """The open ones first, then the latest; at most `SHOWN`."""
    is_open = Q(status=VacancyStatus.OPEN)
    rows = vacancies_listed(user).filter(employer=employer).annotate(is_open=is_open)
    return rows.order_by("-is_open", "-received_on", "-pk")[:SHOWN]


def waiting_stages() -> list[ProposalStage]:
    return [stage for stage in ProposalStage if stage.is_open]


def without_proposal(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Nobody is on the way: no proposal, or only refused and withdrawn ones."""
    alive = Proposal.objects.filter(vacancy=OuterRef("pk")).exclude(
        stage__in=[ProposalStage.REFUSED, ProposalStage.WITHDRAWN]
    )
    return vacancies.filter(~Exists(alive))


def stale(vacancies: QuerySet[Vacancy], on: date) -> QuerySet[Vacancy]:
    """Open, and to be confirmed with the employer by now."""
    return vacancies.open().filter(confirm_due_on__lte=on)


def received_lately(vacancies: QuerySet[Vacancy], on: date) -> QuerySet[Vacancy]:
    return vacancies.filter(received_on__gt=on - timedelta(days=NEW_DAYS))


def proposals_listed(user: User) -> QuerySet[Proposal]:
    """With the names of the person, the vacancy and the employer, and no more of the person."""
    return (
        Proposal.objects.visible_to(user)
        .select_related("beneficiary", "vacancy__employer", "vacancy__prospector")
        .annotate(is_waiting=Q(stage__in=waiting_stages()), reason=_reason_for(user))
        .only(
            "stage", "stage_on", "proposed_on", "refusal_side", "refusal_kind", "refusal_reason",
            "beneficiary__first_name", "beneficiary__last_name",
            "vacancy__title", "vacancy__employer__name",
            "vacancy__prospector__first_name", "vacancy__prospector__last_name",
        )
    )  # fmt: skip


def _reason_for(user: User) -> Case:
    """The reason of a refusal is the employer's; that of a withdrawal belongs to the person.

    A person withdraws for reasons that may touch health or family: only who may open the file
    reads them, "" for the others.
    """
    files = Beneficiary.objects.visible_to(user)
    is_plain = Q(stage=ProposalStage.REFUSED) | Q(refusal_reason__in=CLOSED_REASONS.values())
    return Case(
        When(is_plain, then=F("refusal_reason")),
        When(beneficiary__in=files.values("pk"), then=F("refusal_reason")),
        default=Value(""),
    )


def proposals_of(vacancy: Vacancy, user: User) -> QuerySet[Proposal]:
    """Those on their way first, then the latest."""
    rows = proposals_listed(user).filter(vacancy=vacancy)
    return rows.order_by("-is_waiting", "-stage_on", "-pk")


def unanswered(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """The employer has not answered yet: still to send, or sent."""
    return proposals.filter(stage__in=[ProposalStage.PROPOSED, ProposalStage.SENT])


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


def with_requirements(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    rows = Requirement.objects.select_related("skill")
    return vacancies.prefetch_related(Prefetch("requirements", queryset=rows))


def requirements_by_need(vacancy: Vacancy) -> list[tuple[Need, list[Requirement]]]:
    """Indispensable, trainable, wished; prefetched rows are used as they are."""
    rows = list(vacancy.requirements.all())
    return [(need, [row for row in rows if row.need == need]) for need in NEEDS]
