"""Writing follow-ups: one gesture keeps the text, the next step and the last contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction

from beneficiaries.models import Beneficiary
from coaching.enums import Outcome
from coaching.models import Attachment, FollowUp

LOOKED_BACK = 10
"""How many of the last follow-ups say whether somebody was reached lately."""


@dataclass(frozen=True)
class Line:
    """One person of an entry: how it went with this one, and what concerns this one alone."""

    beneficiary: Beneficiary
    outcome: Outcome
    remark: str = ""


@transaction.atomic
def record_entry(
    *,
    lines: Sequence[Line],
    by,
    on: date,
    files: Sequence[Mapping[str, Any]] = (),
    **fields: Any,
) -> list[FollowUp]:
    """One follow-up a person; what several share is told by their `batch`.

    `files` are the fields of stored files (`mirec.core.files`): each person gets their own copy.
    """
    batch = uuid4() if len(lines) > 1 else None
    kept = []
    for line in lines:
        follow_up = record_follow_up(
            beneficiary=line.beneficiary,
            by=by,
            on=on,
            outcome=line.outcome,
            remark=line.remark,
            batch=batch,
            **fields,
        )
        attach_files(follow_up=follow_up, files=files, by=by)
        kept.append(follow_up)
    return kept


@transaction.atomic
def record_follow_up(*, beneficiary: Beneficiary, by, on: date, **fields) -> FollowUp:
    """Keep a follow-up; raises ValidationError when it lies in the future."""
    follow_up = FollowUp(beneficiary=beneficiary, created_by=by, **fields)
    _refuse_future(follow_up, on)
    follow_up.save()
    refresh_last_contact(beneficiary)
    return follow_up


@transaction.atomic
def change_follow_up(
    *, follow_up: FollowUp, on: date, by=None, files: Sequence[Mapping[str, Any]] = ()
) -> FollowUp:
    """Save what its author corrected; a next step that is taken away takes its answer along.

    `by` is who adds the files.
    """
    _refuse_future(follow_up, on)
    if follow_up.next_step_on is None:
        follow_up.next_step_done_on = follow_up.next_step_done_by = None
    follow_up.save()
    attach_files(follow_up=follow_up, files=files, by=by)
    refresh_last_contact(follow_up.beneficiary)
    return follow_up


def attach_files(*, follow_up: FollowUp, files: Sequence[Mapping[str, Any]], by) -> None:
    for fields in files:
        copied = {**fields, "file": _copy(fields["file"])}
        Attachment.objects.create(follow_up=follow_up, created_by=by, **copied)


def _copy(upload: File) -> ContentFile:
    """A large upload would be moved to its place, and be gone for the next person."""
    upload.seek(0)
    return ContentFile(upload.read(), name=upload.name)


def detach_file(*, attachment: Attachment) -> None:
    """The row and the file; the history keeps what it was called, not what it held."""
    stored = attachment.file
    attachment.delete()
    transaction.on_commit(lambda: stored.delete(save=False))


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


def tries_in_vain(beneficiary: Beneficiary, user) -> int:
    """How many times in a row the person was not reached, as far as the user may know."""
    rows = FollowUp.objects.visible_to(user).filter(beneficiary=beneficiary)
    outcomes = rows.values_list("outcome", flat=True)[:LOOKED_BACK]
    return len(list(takewhile(lambda outcome: outcome == Outcome.NOT_REACHED, outcomes)))


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
