"""What the pages of contracts show."""

from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from beneficiaries.models import Beneficiary
from employers.enums import ContractType
from employers.models import Employer, HiringAid, Placement, Vacancy
from mirec.accounts.models import User

STATES = {"running": "En cours", "coming": "À venir", "ended": "Terminés"}


def posts_left(vacancy: Vacancy) -> int:
    """Posts that nobody of ours holds a contract for; never less than none."""
    return max(0, vacancy.posts_count - vacancy.placements.count())


def _states(on: date) -> dict[str, Q]:
    return {
        "running": Q(starts_on__lte=on) & (Q(last_day__isnull=True) | Q(last_day__gte=on)),
        "coming": Q(starts_on__gt=on),
        "ended": Q(last_day__lt=on),
    }


def in_state(rows: QuerySet[Placement], state: str, on: date) -> QuerySet[Placement]:
    return rows.filter(_states(on)[state])


def tally(rows: QuerySet[Placement], on: date) -> dict[str, int]:
    """How many are in each state, and how many persons that makes."""
    states = {name: Count("pk", filter=is_in) for name, is_in in _states(on).items()}
    return rows.order_by().aggregate(persons=Count("beneficiary", distinct=True), **states)


def latest_missions(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Of the interim missions of a person with one agency, the last one stands for all."""
    is_later = Q(starts_on__gt=OuterRef("starts_on")) | Q(
        starts_on=OuterRef("starts_on"), pk__gt=OuterRef("pk")
    )
    later = Placement.objects.filter(
        is_later,
        contract_type=ContractType.INTERIM,
        beneficiary=OuterRef("beneficiary"),
        employer=OuterRef("employer"),
    )
    return rows.filter(~Q(contract_type=ContractType.INTERIM) | ~Exists(later))


def with_aid(rows: QuerySet[Placement], code: str, user: User) -> QuerySet[Placement]:
    """Whatever the dated row of the aid; only of persons whose file the user may open."""
    files = Beneficiary.objects.visible_to(user)
    return rows.filter(aid__code=code, beneficiary__in=files.values("pk"))


def aid_choices() -> list[tuple[str, str]]:
    """Each aid once, under its latest name."""
    rows = HiringAid.objects.order_by("code", "-valid_from").distinct("code")
    return sorted(rows.values_list("code", "label"), key=lambda each: each[1])


def hired_at(rows: QuerySet[Placement], employer: Employer, most: int) -> list[Placement]:
    """The latest contracts with an employer, the interim missions of a person on one line.

    Such a line is the last mission, with `mission_count` and `first_on`; two queries.
    """
    own = rows.filter(employer=employer)
    latest = list(latest_missions(own).order_by("-starts_on", "-pk")[:most])
    interim = {row.beneficiary_id for row in latest if row.contract_type == ContractType.INTERIM}
    missions = (
        Placement.objects.filter(
            employer=employer, contract_type=ContractType.INTERIM, beneficiary__in=interim
        )
        .order_by()
        .values("beneficiary")
        .annotate(count=Count("pk"), first=Min("starts_on"))
    )
    of_person = {each["beneficiary"]: each for each in missions}
    for row in latest:
        job = (
            of_person.get(row.beneficiary_id) if row.contract_type == ContractType.INTERIM else None
        )
        row.mission_count = job["count"] if job else 1
        row.first_on = job["first"] if job else row.starts_on
    return latest
