"""What waits for the prospector on a day? Four short lists, each one link away from the whole."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from employers.models import Proposal, Vacancy
from employers.queries.lists import (
    proposals_listed,
    received_lately,
    stale,
    unanswered,
    vacancies_listed,
    without_proposal,
)
from mirec.accounts.models import User

MOST = 6


@dataclass(frozen=True)
class Section:
    """The first rows, how many there are in all, and the address of the whole list."""

    rows: list
    count: int
    url: str


@dataclass(frozen=True)
class Day:
    unanswered: Section
    alone: Section
    stale: Section
    recent: Section

    @property
    def is_quiet(self) -> bool:
        return not (self.unanswered.count or self.alone.count or self.stale.count)


def day_of(user: User, *, on: date, own_only: bool) -> Day:
    vacancies, proposals = (
        vacancies_listed(user),
        unanswered(proposals_listed(user)).order_by("stage_on", "pk"),
    )
    suffix = ""
    if own_only:
        vacancies = vacancies.filter(prospector=user)
        proposals = proposals.filter(vacancy__prospector=user)
        suffix = f"&prospector={user.pk}"
    listed = reverse("employers:vacancy-list")
    proposed = reverse("employers:proposal-list")
    oldest_first = vacancies.open().order_by("received_on", "pk")
    return Day(
        unanswered=_section(proposals, f"{proposed}?unanswered=on{suffix}"),
        alone=_section(without_proposal(oldest_first), f"{listed}?watch=alone{suffix}"),
        stale=_section(stale(oldest_first, on), f"{listed}?watch=stale{suffix}"),
        recent=_section(received_lately(vacancies, on), f"{listed}?status=&watch=recent{suffix}"),
    )


def _section(rows: QuerySet[Vacancy] | QuerySet[Proposal], url: str) -> Section:
    return Section(list(rows[:MOST]), rows.count(), url)
