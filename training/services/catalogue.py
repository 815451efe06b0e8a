"""What is offered: programmes and their cohorts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from beneficiaries.models import Skill
from mirec.accounts.models import User
from mirec.core.wording import day_full, plural
from training.models import Cohort, Programme
from training.queries.catalogue import places_of
from training.rules.weeks import local


@transaction.atomic
def save_programme(*, programme: Programme, skills: Iterable[Skill], by: User) -> Programme:
    if programme.pk is None:
        programme.created_by = by
    programme.save()
    programme.skills.set(skills)
    return programme


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
