"""Answers given in « Ma journée »: a line put aside, a try that reached nobody."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from coaching.enums import Audience, Channel, FollowUpKind, Matter, Outcome
from coaching.models import FollowUp, Snooze
from coaching.rules.day import RETRY_DAYS, put_aside_until
from coaching.services.followups import record_follow_up
from mirec.accounts.models import User

TOO_NEAR = "Cette limite est trop proche pour être reportée : elle demande une décision."
LASTING = frozenset({Matter.HIRE_CALL, Matter.HIRE_CHECK})
TRY_AGAIN = "Rappeler : pas joint·e à l'appel précédent"


@transaction.atomic
def snooze_line(
    *,
    matter: Matter,
    target: int,
    beneficiary: Beneficiary,
    by: User,
    on: date,
    limit_on: date | None = None,
) -> Snooze:
    """Put the line aside for a week; a limit, at most until three days before its last day."""
    until = put_aside_until(matter, on, limit_on)
    if until is None:
        raise ValidationError(TOO_NEAR)
    return put_aside(matter=matter, target=target, beneficiary=beneficiary, by=by, until=until)


def put_aside(
    *, matter: Matter, target: int, beneficiary: Beneficiary, by: User, until: date
) -> Snooze:
    snooze, _ = Snooze.objects.update_or_create(
        matter=matter,
        target=target,
        defaults={"until_on": until, "beneficiary": beneficiary, "created_by": by},
    )
    return snooze


def wake_line(*, matter: Matter, target: int) -> None:
    """Take « Reporter » back: the line waits again."""
    Snooze.objects.filter(matter=matter, target=target).delete()


@transaction.atomic
def try_line(
    *, matter: Matter, target: int, beneficiary: Beneficiary, by: User, on: date
) -> FollowUp:
    """Nobody was reached. A line that only an answer takes away is put aside until the day after;
    for the others the next try is promised.
    """
    if matter not in LASTING:
        return note_try(beneficiary=beneficiary, by=by, on=on)
    until = on + timedelta(days=RETRY_DAYS)
    put_aside(matter=matter, target=target, beneficiary=beneficiary, by=by, until=until)
    return note_try(beneficiary=beneficiary, by=by, on=on, promises=False)


@transaction.atomic
def note_try(*, beneficiary: Beneficiary, by: User, on: date, promises: bool = True) -> FollowUp:
    """A call that reached nobody, and the next one promised for the day after."""
    again = {"next_step": TRY_AGAIN, "next_step_on": on + timedelta(days=RETRY_DAYS)}
    return record_follow_up(
        beneficiary=beneficiary,
        by=by,
        on=on,
        happened_on=on,
        channel=Channel.PHONE,
        kind=FollowUpKind.INTERVIEW,
        outcome=Outcome.NOT_REACHED,
        minutes=0,
        audience=Audience.TEAM,
        **(again if promises else {}),
    )
