"""Reading files in an absent colleague's stead: granted with a reason and an end, taken back."""

from datetime import date, datetime, time, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from beneficiaries.models import Beneficiary, TemporaryAccess
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.refusals import BACKWARDS

LONGEST_DAYS = 366
"""A year at most: longer is a transfer."""


@transaction.atomic
def grant_access(
    *,
    user: User,
    reason: str,
    starts_on: date,
    ends_on: date,
    by: User,
    on: date,
    beneficiary: Beneficiary | None = None,
    coach: User | None = None,
) -> TemporaryAccess:
    """Open one file, or all those of a coach, from the first day to the last, both included."""
    _refuse_days(starts_on, ends_on, on)
    if not (user.is_active and user.has_verb(Permission.FILE_READ)):
        raise ValidationError({"user": "Cette personne ne suit pas de dossiers."})
    if (beneficiary is None) == (coach is None):
        raise ValidationError("Choisissez un dossier ou un jobcoach.")
    if user == coach:
        raise ValidationError({"user": "Ses propres dossiers lui sont déjà ouverts."})
    with pghistory.context(user=by.pk):
        return TemporaryAccess.objects.create(
            user=user,
            beneficiary=beneficiary,
            coach=coach,
            reason=reason,
            starts_at=_moment(starts_on, time.min),
            ends_at=_moment(ends_on, time.max),
            created_by=by,
        )


def _refuse_days(starts_on: date, ends_on: date, on: date) -> None:
    if starts_on < on:
        raise ValidationError({"starts_on": "Un accès ne s'ouvre pas dans le passé."})
    if starts_on > on + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"starts_on": "Un accès se donne un an d'avance au plus."})
    if ends_on < starts_on:
        raise ValidationError({"ends_on": BACKWARDS})
    if ends_on > starts_on + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"ends_on": "Un an au plus ; au-delà, transférez les dossiers."})


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


@transaction.atomic
def revoke_access(*, access: TemporaryAccess, by: User, at: datetime) -> TemporaryAccess:
    """Close it at once; one that is over or revoked stays as it is."""
    rows = TemporaryAccess.objects.not_over().select_for_update()
    row = rows.filter(pk=access.pk).first()
    if row is None:
        raise ValidationError("Cet accès est déjà fermé.")
    row.revoked_at, row.revoked_by = at, by
    with pghistory.context(user=by.pk):
        row.save(update_fields=["revoked_at", "revoked_by"])
    return row
