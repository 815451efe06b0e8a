"""Which vacancies stand beside the prospector's queue? Two short lists, each with its whole."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from employers.models import Vacancy
from employers.queries.lists import received_lately, vacancies_listed, without_proposal
from mirec.accounts.models import User

MOST = 6


@dataclass(frozen=True)
class Section:
    """The first rows, how many there are in all, and the address of the whole list."""

    rows: list
    count: int
    url: str


@dataclass(frozen=True)
class Beside:
    """Open vacancies for which nobody is on the way, and those received lately."""

    alone: Section
    recent: Section


def beside_the_queue(user: User, *, on: date, own_only: bool) -> Beside:
    vacancies = vacancies_listed(user)
    suffix = ""
    if own_only:
        vacancies = vacancies.filter(prospector=user)
        suffix = f"&prospector={user.pk}"
    listed = reverse("employers:vacancy-list")
    oldest_first = vacancies.open().order_by("received_on", "pk")
    return Beside(
        alone=_section(without_proposal(oldest_first), f"{listed}?watch=alone{suffix}"),
        recent=_section(received_lately(vacancies, on), f"{listed}?status=&watch=recent{suffix}"),
    )


def _section(rows: QuerySet[Vacancy], url: str) -> Section:
    return Section(list(rows[:MOST]), rows.count(), url)
