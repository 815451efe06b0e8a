"""Who follows how many persons, and which files may change hands?"""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from beneficiaries.models import Beneficiary
from mirec.accounts.enums import Role
from mirec.accounts.models import User


def caseloads_for(user: User) -> QuerySet[User]:
    """The coaches by name, with their files and open parcours: all for a manager, else the team's.

    One line each and no order but the alphabet: it says who works where, not who works well.
    """
    coaches = User.objects.with_role(Role.COACH).select_related("team")
    if not user.has_role(Role.MANAGER):
        coaches = coaches.filter(Q(team=user.team, team__isnull=False) | Q(pk=user.pk))
    present = Q(caseload__merged_into__isnull=True)
    return coaches.annotate(
        file_count=Count("caseload", filter=present, distinct=True),
        open_count=Count(
            "caseload__journeys",
            filter=present & Q(caseload__journeys__closed_on__isnull=True),
            distinct=True,
        ),
    ).order_by("name_key", "pk")


@dataclass(frozen=True)
class Asked:
    """The files of one coach; or one person's, with the coach who follows, if any."""

    files: QuerySet[Beneficiary]
    coach: User | None
    person: Beneficiary | None = None


def files_to_move(
    visible: QuerySet[Beneficiary], *, coach_pk: int | None, person_pk: int | None
) -> Asked:
    """404 for a person outside one's files, and for a coach none of whose files one may see."""
    if person_pk is not None:
        person = get_object_or_404(visible.select_related("coach"), pk=person_pk)
        return Asked(visible.filter(pk=person.pk), person.coach, person)
    if coach_pk is None:
        raise Http404
    files = visible.filter(coach=coach_pk)
    if not files.exists():
        raise Http404
    return Asked(files, get_object_or_404(User, pk=coach_pk))
