"""A stay in a company: laid, changed, stopped early, visited."""

from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from coaching.models import Internship, InternshipVisit
from coaching.rules.alternance import LONGEST_DAYS
from mirec.accounts.models import User
from mirec.core.refusals import BACKWARDS, refusing_in_words
from mirec.core.wording import day_full
from training.enums import EnrolmentStatus
from training.models import Enrolment

NO_PLACE = "Un stage demande une place dans le groupe : cette inscription n'en a pas (ou plus)."
TOGETHER = "L'assureur, la police et les deux dates d'assurance vont ensemble."
INSURANCE = ("insurer", "policy_number", "insured_from", "insured_until")
BESIDE = {
    "internship_ends_after_start": "ends_on",
    "internship_insured_all_along": "insured_until",
    "internship_no_overlap": "starts_on",
}


@transaction.atomic
def lay_internship(*, enrolment: Enrolment, by: User, **values: Any) -> Internship:
    """A stay of an enrolment that has its place. Raises ValidationError."""
    enrolment = _locked(enrolment.pk)
    if enrolment.status not in {EnrolmentStatus.ENROLLED, EnrolmentStatus.COMPLETED}:
        raise ValidationError(NO_PLACE)
    stay = Internship(enrolment=enrolment, created_by=by, **values)
    return _kept(stay)


@transaction.atomic
def rewrite_internship(*, internship: Internship, by: User, **values: Any) -> Internship:
    """What was drawn up stays as it was; a change asks for a new version of the agreement."""
    enrolment = _locked(internship.enrolment_id)
    stay = Internship.objects.select_for_update().get(pk=internship.pk)
    stay.enrolment = enrolment
    for name, value in values.items():
        setattr(stay, name, value)
    with pghistory.context(user=by.pk):
        return _kept(stay)


@transaction.atomic
def break_off(
    *, internship: Internship, broken_off_on: date, end_reason: str, by: User
) -> Internship:
    """The last day in the company, and why. Raises ValidationError."""
    stay = Internship.objects.select_for_update().get(pk=internship.pk)
    if stay.broken_off_on:
        raise ValidationError(f"Ce stage est déjà arrêté, le {day_full(stay.broken_off_on)}.")
    if not stay.starts_on <= broken_off_on <= stay.ends_on:
        raise ValidationError(
            {"broken_off_on": f"Le stage court du {day_full(stay.starts_on)} au "
             f"{day_full(stay.ends_on)} : son dernier jour est l'un d'eux."}
        )  # fmt: skip
    stay.broken_off_on, stay.end_reason = broken_off_on, end_reason.strip()
    with pghistory.context(user=by.pk), refusing_in_words(Internship):
        stay.save(update_fields=["broken_off_on", "end_reason"])
    return stay


def note_visit(*, visit: InternshipVisit, by: User, on: date) -> InternshipVisit:
    """Planned, or done with what was seen. Raises ValidationError."""
    if visit.visited_on and visit.visited_on > on:
        raise ValidationError({"visited_on": "Ce jour n'est pas encore passé."})
    if visit.words and not visit.visited_on:
        raise ValidationError({"visited_on": "Dites quel jour la visite a eu lieu."})
    if visit.pk is None:
        visit.created_by = by
    with pghistory.context(user=by.pk):
        visit.save()
    return visit


def _locked(pk: int) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort")
    return rows.get(pk=pk)


def _kept(stay: Internship) -> Internship:
    refuse_days(stay)
    refuse_insurance(stay)
    _refuse_overlap(stay)
    with refusing_in_words(Internship, BESIDE):
        stay.save()
    return stay


def refuse_days(stay: Internship) -> None:
    """The stay lies within the training of the person."""
    enrolment, cohort = stay.enrolment, stay.enrolment.cohort
    first = min(enrolment.enrolled_on, cohort.starts_on)
    if stay.ends_on < stay.starts_on:
        raise ValidationError({"ends_on": BACKWARDS})
    if stay.starts_on < first:
        raise ValidationError(
            {"starts_on": f"La formation commence le {day_full(first)} : le stage aussi, au plus "
             "tôt."}
        )  # fmt: skip
    if stay.starts_on > cohort.ends_on:
        raise ValidationError(
            {"starts_on": f"La formation se termine le {day_full(cohort.ends_on)}."}
        )
    if (stay.ends_on - stay.starts_on).days > LONGEST_DAYS:
        raise ValidationError({"ends_on": "Un stage dure au plus deux ans."})
    if stay.broken_off_on and not stay.starts_on <= stay.broken_off_on <= stay.ends_on:
        raise ValidationError(
            {"ends_on": f"Le stage s'est arrêté le {day_full(stay.broken_off_on)} : ce jour reste "
             "entre le début et la fin."}
        )  # fmt: skip


def refuse_insurance(stay: Internship) -> None:
    """All or nothing, and every day of the stay."""
    said = [name for name in INSURANCE if getattr(stay, name)]
    if not said:
        return
    if len(said) < len(INSURANCE):
        missing = next(name for name in INSURANCE if name not in said)
        raise ValidationError({missing: TOGETHER})
    if stay.insured_from > stay.starts_on:
        raise ValidationError(
            {"insured_from": "L'assurance commence après le premier jour du stage "
             f"({day_full(stay.starts_on)}) : elle le couvre en entier."}
        )  # fmt: skip
    if stay.insured_until < stay.ends_on:
        raise ValidationError(
            {"insured_until": "L'assurance finit avant le dernier jour du stage "
             f"({day_full(stay.ends_on)}) : elle le couvre en entier."}
        )  # fmt: skip


def _refuse_overlap(stay: Internship) -> None:
    """In which company the person is on these days; the database has the last word."""
    others = Internship.objects.filter(
        enrolment=stay.enrolment_id, starts_on__lte=stay.last_on, ends_on__gte=stay.starts_on
    )
    for other in others.exclude(pk=stay.pk).select_related("employer"):
        if other.last_on >= stay.starts_on:
            raise ValidationError(
                {"starts_on": f"Un stage chez {other.employer} recouvre ces jours : du "
                 f"{day_full(other.starts_on)} au {day_full(other.last_on)}."}
            )  # fmt: skip
