"""Writing follow-ups: one gesture keeps the text, the next step and the last contact."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from coaching.enums import Outcome
from coaching.models import FollowUp


@transaction.atomic
def record_follow_up(*, beneficiary: Beneficiary, by, on: date, **fields) -> FollowUp:
    """Keep a follow-up; raises ValidationError when it lies in the future."""
    follow_up = FollowUp(beneficiary=beneficiary, created_by=by, **fields)
    _refuse_future(follow_up, on)
    follow_up.save()
    refresh_last_contact(beneficiary)
    return follow_up


@transaction.atomic
def change_follow_up(*, follow_up: FollowUp, on: date) -> FollowUp:
    """Save what its author corrected; a next step that is taken away takes its answer along."""
    _refuse_future(follow_up, on)
    if follow_up.next_step_on is None:
        follow_up.next_step_done_on = follow_up.next_step_done_by = None
    follow_up.save()
    refresh_last_contact(follow_up.beneficiary)
    return follow_up


def _refuse_future(follow_up: FollowUp, on: date) -> None:
    if follow_up.happened_on > on:
        raise ValidationError(
            {"happened_on": "Un suivi se note une fois qu'il a eu lieu : choisissez un jour passé."}
        )


def refresh_last_contact(beneficiary: Beneficiary) -> None:
    """The day of the last exchange that took place; tries without an answer do not count."""
    last = (
        beneficiary.follow_ups.filter(outcome=Outcome.DONE)
        .order_by("-happened_on")
        .values_list("happened_on", flat=True)
        .first()
    )
    if beneficiary.last_contact_on != last:
        beneficiary.last_contact_on = last
        beneficiary.save(update_fields=["last_contact_on"])


def complete_step(*, follow_up: FollowUp, by, on: date) -> FollowUp:
    """Answer the next step: done on the day. Done twice, the first one stays."""
    if follow_up.next_step_on and follow_up.next_step_done_on is None:
        follow_up.next_step_done_on = on
        follow_up.next_step_done_by = by
        follow_up.save(update_fields=["next_step_done_on", "next_step_done_by"])
    return follow_up


def reopen_step(*, follow_up: FollowUp) -> FollowUp:
    """Take back « faite », for the undo of the day's queue."""
    follow_up.next_step_done_on = None
    follow_up.next_step_done_by = None
    follow_up.save(update_fields=["next_step_done_on", "next_step_done_by"])
    return follow_up
