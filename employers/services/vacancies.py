"""Vacancies from the employer's call to their end, with what they require."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from beneficiaries.models import Skill
from employers.enums import Need, ProposalStage, VacancyStatus
from employers.models import Employer, Requirement, Vacancy
from mirec.accounts.models import User

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
    vacancy.full_clean(exclude=["created_by"])
    vacancy.save(force_insert=True)
    for one in asked:
        require_skill(vacancy=vacancy, skill=one.skill, need=one.need, level=one.level)
    return vacancy


@transaction.atomic
def update_vacancy(*, vacancy: Vacancy, **data: Any) -> Vacancy:
    """Change the named fields only."""
    for name, value in data.items():
        setattr(vacancy, name, value)
    vacancy.full_clean(exclude=["created_by"])
    vacancy.save()
    return vacancy


@transaction.atomic
def require_skill(*, vacancy: Vacancy, skill: Skill, need: Need, level: int) -> Requirement:
    """Add a requirement. Raises ValidationError when the skill is already asked for."""
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    requirement = Requirement(vacancy=vacancy, skill=skill, need=need, level=level)
    requirement.full_clean()
    requirement.save(force_insert=True)
    return requirement


@transaction.atomic
def drop_requirement(*, requirement: Requirement) -> None:
    requirement.delete()


@transaction.atomic
def close_vacancy(*, vacancy: Vacancy, status: VacancyStatus, on: date, by: User) -> int:
    """Close an open vacancy on `on`, and withdraw its waiting proposals; how many.

    Raises ValidationError when it is already closed or when `on` precedes its reception.
    """
    locked = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if locked.status != VacancyStatus.OPEN:
        raise ValidationError("Cette offre est déjà clôturée.")
    locked.status = VacancyStatus(status)
    locked.closed_on = on
    locked.full_clean(exclude=["created_by"])
    locked.save(update_fields=["status", "closed_on"])
    with pghistory.context(user=by.pk):
        return locked.proposals.waiting().update(
            stage=ProposalStage.WITHDRAWN,
            stage_on=Greatest("proposed_on", Value(on)),
            refusal_reason=CLOSED_REASONS[locked.status],
        )
