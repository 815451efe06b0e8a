"""Who takes a place in a cohort, who waits, and who leaves? One at a time, under a lock."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from training.enums import EnrolmentStatus as Status
from training.models import Cohort, Enrolment
from training.queries.catalogue import places_of
from training.queries.clashes import clash_of, other_cohort_words
from training.rules import moves

TWICE = "Cette personne est déjà inscrite dans ce groupe."


def enrol(
    *,
    cohort: Cohort,
    beneficiary: Beneficiary,
    by: User,
    on: date,
    enrolled_on: date | None = None,
) -> Enrolment:
    """Give the person a place, or put the person on the waiting list of a full cohort."""
    day = enrolled_on or on
    with pghistory.context(user=by.pk), transaction.atomic():
        cohort = _locked(cohort.pk)
        _refuse(moves.entry_faults(day, cohort.ends_on, on))
        if cohort.enrolments.filter(beneficiary=beneficiary).exists():
            raise ValidationError({"beneficiary": TWICE})
        enrolment = Enrolment(
            cohort=cohort,
            beneficiary=beneficiary,
            status=places_of(cohort).status_on_entry,
            enrolled_on=day,
            created_by=by,
        )
        return _saved(enrolment, "beneficiary")


def move_enrolment(
    *,
    enrolment: Enrolment,
    to: Status,
    moved_on: date,
    by: User,
    on: date,
    reason: str = "",
    drop_cause: str = "",
) -> Enrolment:
    """Move between waiting, enrolled, completed and dropped; a place must be free to be taken.

    Whoever leaves the waiting list for a place is enrolled from that day.
    """
    with pghistory.context(user=by.pk), transaction.atomic():
        cohort = _locked(enrolment.cohort_id)
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        current = Status(enrolment.status)
        since = enrolment.enrolled_on
        _refuse(moves.move_faults(current, to, moved_on, since, reason, on))
        enters = to in moves.TAKES_A_PLACE and current not in moves.TAKES_A_PLACE
        if enters and places_of(cohort).is_full:
            raise ValidationError({"status": moves.FULL})
        if current == Status.WAITING and to == Status.ENROLLED:
            enrolment.enrolled_on = moved_on
        enrolment.status = to
        enrolment.ended_on = moved_on if to in moves.ENDED else None
        enrolment.end_reason = reason.strip() if to == Status.DROPPED else ""
        enrolment.drop_cause = drop_cause if to == Status.DROPPED else ""
        if to != Status.COMPLETED:
            enrolment.result, enrolment.result_on = "", None
        return _saved(enrolment, "status")


def _saved(enrolment: Enrolment, field: str) -> Enrolment:
    """Raises ValidationError on `field` when the person is elsewhere at a moment of the cohort."""
    try:
        with transaction.atomic():
            enrolment.save()
    except IntegrityError as error:
        if not clash_of(error):
            raise
        said = other_cohort_words(enrolment.cohort, enrolment.beneficiary_id)
        raise ValidationError({field: said}) from error
    return enrolment


def _locked(pk: int) -> Cohort:
    """The cohort, held until the end of the transaction: places are counted by one at a time."""
    return Cohort.objects.select_for_update().get(pk=pk)


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise ValidationError(faults)
