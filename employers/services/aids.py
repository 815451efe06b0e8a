"""The reference list of hiring aids: a change of the law is another row from its day on."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from employers.models import HiringAid
from employers.rules.aids import InvalidConditionError, read_conditions
from mirec.accounts.models import User
from mirec.core.refusals import BACKWARDS


@transaction.atomic
def record_aid(*, by: User, **data: Any) -> HiringAid:
    """A new aid. Raises ValidationError on a condition that no rule reads, or two on one day."""
    aid = HiringAid(created_by=by, **data)
    if aid.valid_to and aid.valid_to < aid.valid_from:
        raise ValidationError({"valid_to": BACKWARDS})
    try:
        read_conditions(aid.conditions)
    except InvalidConditionError as fault:
        raise ValidationError(str(fault)) from fault
    aid.full_clean(exclude=["created_by"])
    aid.save(force_insert=True)
    return aid


@transaction.atomic
def change_aid(*, aid: HiringAid, by: User, valid_from: date, **data: Any) -> HiringAid:
    """The aid as it stands from `valid_from` on; the former row ends the day before and stays.

    Raises ValidationError when that day is not inside the period of the former row.
    """
    former = HiringAid.objects.select_for_update().get(pk=aid.pk)
    if valid_from <= former.valid_from:
        raise ValidationError(
            {"valid_from": f"Cette ligne commence le {former.valid_from:%d.%m.%Y} : le changement "
             "la suit."}
        )  # fmt: skip
    end_aid(aid=former, on=valid_from - timedelta(days=1))
    return record_aid(by=by, code=former.code, valid_from=valid_from, **data)


@transaction.atomic
def end_aid(*, aid: HiringAid, on: date) -> HiringAid:
    """The last day of an aid. Raises ValidationError when it ended before, or begins later."""
    locked = HiringAid.objects.select_for_update().get(pk=aid.pk)
    if locked.valid_to and locked.valid_to < on:
        raise ValidationError(f"Cette ligne a déjà pris fin le {locked.valid_to:%d.%m.%Y}.")
    locked.valid_to = on
    locked.full_clean(exclude=["created_by"])
    locked.save(update_fields=["valid_to"])
    return locked
