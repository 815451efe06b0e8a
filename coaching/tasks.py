"""The coach's work by night, and the mails of the sessions of information."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from smtplib import SMTPException

import pghistory
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from coaching.day.lines import Moment
from coaching.models import InformationSession, SignUp
from coaching.services.digest import send_digests
from coaching.services.hiring import follow_all_jobs
from coaching.services.invitations import remind_sign_up, tell_sign_up
from coaching.services.journeys import refuse_late_candidates as refuse
from coaching.services.reminders import remind_of_tomorrow
from mirec.core.periods import today

logger = logging.getLogger(__name__)


@shared_task
def refuse_late_candidates() -> int:
    """Every night: the law refuses the candidacies without a decision in time."""
    with pghistory.context(source="refus d'office, chaque nuit"):
        return refuse(on=today())


@shared_task
def follow_jobs() -> int:
    """Every night: contracts that began or ended move the phase of the parcours."""
    with pghistory.context(source="contrats commencés ou finis, chaque nuit"):
        return follow_all_jobs(on=today())


@shared_task
def send_weekly_digests() -> int:
    """Monday morning: numbers by team, to who asked for them."""
    return send_digests(Moment(today(), timezone.now()))


@shared_task
def remind_of_appointments() -> int:
    """Every hour of the day: who has an appointment tomorrow is reminded of it, once."""
    with pghistory.context(source="rappels de rendez-vous"):
        return remind_of_tomorrow(on=today(), at=timezone.now())


@shared_task(ignore_result=True)
def tell_sign_ups(session_id: int, changed: bool = False) -> int:
    """The mails that a session owes; delivered twice, the second run finds none."""
    at = timezone.now()
    rows = SignUp.objects.untold(at).filter(session=session_id).values_list("pk", flat=True)
    return _mailed(partial(tell_sign_up, at=at, changed=changed), rows)


@shared_task(ignore_result=True)
def tell_all_sign_ups() -> int:
    """Every quarter of an hour: what a broker or a mail server that was down left untold."""
    at = timezone.now()
    return _mailed(
        partial(tell_sign_up, at=at), SignUp.objects.untold(at).values_list("pk", flat=True)
    )


@shared_task(ignore_result=True)
def remind_sign_ups() -> int:
    """By day, every hour: who comes tomorrow."""
    on, at = today(), timezone.now()
    rows = SignUp.objects.to_remind(on).values_list("pk", flat=True)
    return _mailed(partial(remind_sign_up, on=on, at=at), rows)


def _mailed(tell: Callable[..., bool], keys: Iterable[int]) -> int:
    """How many mails went out; one address that refuses does not silence the others."""
    count = 0
    for pk in list(keys):
        try:
            with pghistory.context(source="courriels des séances d'information"):
                count += tell(pk=pk)
        except (SMTPException, OSError) as error:  # its text may name the address
            logger.error("the mail of sign-up %s did not leave: %s", pk, type(error).__name__)
    return count


def tell_later(session: InformationSession, *, changed: bool = False) -> None:
    """Once the change is kept, a worker writes the mails; without a broker, the quarter does."""
    transaction.on_commit(partial(_hand_over, session.pk, changed))


def _hand_over(session_id: int, changed: bool) -> None:
    try:
        tell_sign_ups.apply_async([session_id, changed], retry=False)
    except (OperationalError, ConnectionError):
        logger.exception("the broker refused the mails of session %s", session_id)
