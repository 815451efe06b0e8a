"""Each time one was in touch with an employer, and the promises that came of it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from employers.enums import ApproachKind
from employers.models import Approach, Employer
from mirec.accounts.models import User
from mirec.core.wording import as_day

NOT_YOURS = "Seule la personne qui a noté ce contact peut le corriger."
TOO_LATE = "Un contact s'annule le jour même, par la personne qui l'a noté."
NO_PROMISE = "Ce contact ne porte pas de promesse."
KEPT_ALREADY = "Cette promesse est déjà tenue."


@transaction.atomic
def record_approach(
    *, employer: Employer, kind: ApproachKind, on: date, by: User | None, **data: Any
) -> Approach:
    """In touch on `on`; `by` is None when the employer answers by a link.

    Raises ValidationError: a promise has its text and its date, which does not precede `on`.
    """
    approach = Approach(employer=employer, kind=kind, happened_on=on, created_by=by, **data)
    approach.full_clean(exclude=["created_by"])
    approach.save(force_insert=True)
    return approach


@transaction.atomic
def correct_approach(*, approach: Approach, by: User, **data: Any) -> Approach:
    """Change the named fields. Raises ValidationError for anybody but who wrote it.

    A promise already kept waits again when its day or its text changes.
    """
    locked = Approach.objects.select_for_update().get(pk=approach.pk)
    if locked.created_by_id != by.pk:
        raise ValidationError(NOT_YOURS)
    promised = (locked.next_step, locked.next_step_on)
    for name, value in data.items():
        setattr(locked, name, value)
    if promised != (locked.next_step, locked.next_step_on):
        locked.next_step_done_on = locked.next_step_done_by = None
    locked.full_clean(exclude=["created_by"])
    locked.save()
    return locked


@transaction.atomic
def keep_promise(*, approach: Approach, by: User, on: date) -> Approach:
    """« Fait ». Raises ValidationError when it is kept already, or when nothing was promised."""
    locked = Approach.objects.select_for_update().get(pk=approach.pk)
    if locked.next_step_on is None:
        raise ValidationError(NO_PROMISE)
    if locked.next_step_done_on is not None:
        raise ValidationError(KEPT_ALREADY)
    locked.next_step_done_on, locked.next_step_done_by = on, by
    locked.save(update_fields=["next_step_done_on", "next_step_done_by"])
    return locked


@transaction.atomic
def reopen_promise(*, approach: Approach) -> None:
    """Take « Fait » back: the promise waits again."""
    rows = Approach.objects.filter(pk=approach.pk)
    rows.update(next_step_done_on=None, next_step_done_by=None)


@transaction.atomic
def take_back_approach(*, approach: Approach, by: User, on: date) -> None:
    """Remove what one gesture noted. Raises ValidationError but for its author, the same day."""
    locked = Approach.objects.select_for_update().get(pk=approach.pk)
    if locked.created_by_id != by.pk or as_day(locked.created_at) != on:
        raise ValidationError(TOO_LATE)
    locked.delete()
