"""What is offered: programmes and their cohorts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Manager, Max, Min

from beneficiaries.enums import SkillLevel
from beneficiaries.models import Skill
from mirec.accounts.models import User
from mirec.core.wording import day_full, plural
from training.models import Cohort, Programme
from training.queries.catalogue import places_of
from training.rules.weeks import local


@dataclass(frozen=True)
class SkillLine:
    """A skill that a programme gives (in a module) or asks, and how far."""

    skill: Skill
    level: SkillLevel
    module: str = ""


@transaction.atomic
def save_programme(
    *, programme: Programme, taught: Iterable[SkillLine], asked: Iterable[SkillLine], by: User
) -> Programme:
    """With the skills that it gives and those that it asks: a line left out goes."""
    if programme.pk is None:
        programme.created_by = by
    programme.save()
    given = {line.skill: {"level": line.level, "module": line.module} for line in taught}
    _keep_only(programme.taught_skills, given)
    _keep_only(programme.asked_skills, {line.skill: {"level": line.level} for line in asked})
    return programme


def _keep_only(rows: Manager, wanted: Mapping[Skill, Mapping[str, Any]]) -> None:
    rows.exclude(skill__in=wanted).delete()
    for skill, values in wanted.items():
        rows.update_or_create(skill=skill, defaults=values)


@transaction.atomic
def save_cohort(*, cohort: Cohort, by: User) -> Cohort:
    """Refuses fewer places than are taken, and days that leave a session outside."""
    if cohort.pk is None:
        cohort.created_by = by
    else:
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        faults = _places_faults(cohort) | _days_faults(cohort)
        if faults:
            raise ValidationError(faults)
    cohort.save()
    return cohort


def _places_faults(cohort: Cohort) -> dict[str, str]:
    taken = places_of(cohort).taken
    if cohort.places >= taken:
        return {}
    return {"places": f"{plural(taken, 'place')} déjà prises : gardez-en au moins autant."}


def _days_faults(cohort: Cohort) -> dict[str, str]:
    found = cohort.sessions.kept().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    first, last = _day(found["first"]), _day(found["last"])
    faults = {}
    if first and first < cohort.starts_on:
        faults["starts_on"] = f"Une séance est prévue avant, le {day_full(first)}."
    if last and last > cohort.ends_on:
        faults["ends_on"] = f"Une séance est prévue après, le {day_full(last)}."
    return faults


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None
