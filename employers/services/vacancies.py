"""Vacancies from the employer's call to their end, with what they require."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from beneficiaries.models import Skill
from employers.enums import Need, ProposalStage, RefusalKind, RefusalSide, VacancyStatus
from employers.models import Employer, Requirement, Vacancy
from employers.rules.prospecting import confirm_due
from mirec.accounts.models import User

CLOSED_KINDS = {
    VacancyStatus.FILLED: RefusalKind.FILLED,
    VacancyStatus.WITHDRAWN: RefusalKind.OTHER,
}
CLOSED_REASONS = {
    VacancyStatus.FILLED: "L'offre est pourvue.",
    VacancyStatus.WITHDRAWN: "L'employeur a retiré l'offre.",
}


@dataclass(frozen=True)
class AskedSkill:
    """One line of the first form: a skill, how much it is needed, and at which level."""

    skill: Skill
    need: Need
    level: int


@transaction.atomic
def record_vacancy(
    *, employer: Employer, asked: Iterable[AskedSkill], by: User, on: date, **data: Any
) -> Vacancy:
    """A vacancy received on `on`; it is followed by `by` unless `data` names a prospector.

    Raises ValidationError when a skill is asked for twice.
    """
    data.setdefault("prospector", by)
    vacancy = Vacancy(employer=employer, received_on=on, created_by=by, **data)
    mark_confirmed(vacancy, on)
    vacancy.full_clean(exclude=["created_by"])
    vacancy.save(force_insert=True)
    for one in asked:
        require_skill(vacancy=vacancy, skill=one.skill, need=one.need, level=one.level)
    return vacancy


def mark_confirmed(vacancy: Vacancy, on: date) -> None:
    """The job is to be had on `on`: it asks again after the house's delay. Nothing is saved."""
    vacancy.confirmed_on = on
    vacancy.confirm_due_on = confirm_due(on, settings.VACANCY_CONFIRM_DAYS)


@transaction.atomic
def update_vacancy(*, vacancy: Vacancy, on: date, **data: Any) -> Vacancy:
    """Change the named fields only; an open vacancy is confirmed by it.

    A place that is left empty is taken from the site.
    """
    for name, value in data.items():
        setattr(vacancy, name, value)
    if vacancy.site:
        vacancy.locality = vacancy.locality or vacancy.site.locality
        vacancy.access_without_car = vacancy.access_without_car or vacancy.site.access_without_car
    if vacancy.status == VacancyStatus.OPEN:
        mark_confirmed(vacancy, on)
    vacancy.full_clean(exclude=["created_by"])
    vacancy.save()
    return vacancy


@transaction.atomic
def require_skill(*, vacancy: Vacancy, skill: Skill, need: Need, level: int) -> Requirement:
    """A requirement of a vacancy that is being recorded; later ones are negotiated.

    Raises ValidationError when the skill is already asked for.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    requirement = Requirement(vacancy=vacancy, skill=skill, need=need, level=level)
    requirement.full_clean()
    requirement.save(force_insert=True)
    return requirement


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, status: VacancyStatus, on: date, by: User | None) -> int:
    """Close an open vacancy on `on`, and withdraw its waiting proposals; how many.

    `by` is None when the employer says so by a link.

    Raises ValidationError when it is already closed or when `on` precedes its reception.
    """
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.status != VacancyStatus.OPEN:
        raise ValidationError("Cette offre est déjà clôturée.")
    locked.status = VacancyStatus(status)
    locked.closed_on = on
    locked.full_clean(exclude=["created_by"])
    locked.save(update_fields=["status", "closed_on"])
    author = {"user": by.pk} if by else {"source": "réponse de l'employeur par lien"}
    with pghistory.context(**author):
        return locked.proposals.waiting().update(
            stage=ProposalStage.WITHDRAWN,
            stage_on=Greatest("proposed_on", Value(on)),
            refusal_side=RefusalSide.EMPLOYER,
            refusal_kind=CLOSED_KINDS[locked.status],
            refusal_reason=CLOSED_REASONS[locked.status],
        )
