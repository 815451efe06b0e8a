"""The coach's work by night, and the mails of the sessions of information."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from smtplib import SMTPException

import pghistory
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from coaching.day.lines import Moment
from coaching.enums import OpinionSide
from coaching.models import InformationSession, Message, SignUp
from coaching.services.checks import follow_all_checks
from coaching.services.digest import send_digests
from coaching.services.hiring import follow_all_jobs
from coaching.services.invitations import remind_sign_up, tell_sign_up
from coaching.services.journeys import refuse_late_candidates as refuse
from coaching.services.messages import tell_person
from coaching.services.questions import ask_again, ask_due, to_ask
from coaching.services.reminders import remind_of_tomorrow
from coaching.services.tutor_reviews import ask_due as ask_tutor_due
from coaching.services.tutor_reviews import ask_review, chase_due, to_chase
from coaching.services.tutor_reviews import to_ask as tutors_to_ask
from mirec.accounts.models import User
from mirec.core.periods import today
from mirec.core.workers import handed_over

logger = logging.getLogger(__name__)


@shared_task
def refuse_late_candidates() -> int:
    """Every night: the law refuses the candidacies without a decision in time."""
    with pghistory.context(source="refus d'office, chaque nuit"):
        return refuse(on=today())


@shared_task
def follow_jobs() -> int:
    """Every night: contracts that began or ended move the phase of the parcours; the checks follow
    what was changed elsewhere.
    """
    with pghistory.context(source="contrats commencés ou finis, chaque nuit"):
        moved = follow_all_jobs(on=today())
        follow_all_checks(on=today())
        return moved


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


@shared_task(ignore_result=True)
def ask_opinions() -> int:
    """Every morning: how it goes at work, asked of both sides at the marks that have come."""
    on, at = today(), timezone.now()
    return sum(
        _mailed(
            partial(ask_due, side=side, on=on, at=at), to_ask(side, on).values_list("pk", flat=True)
        )
        for side in OpinionSide
    )


@shared_task(ignore_result=True)
def ask_opinion(check_id: int, side: str, by_id: int) -> int:
    """The same question, now, as a colleague asked."""
    by = User.objects.get(pk=by_id)
    asked = partial(ask_again, side=OpinionSide(side), on=today(), at=timezone.now(), by=by)
    return _mailed(asked, [check_id])


@shared_task(ignore_result=True)
def mail_of_message(message_id: int) -> int:
    """An answer waits in the person's own space."""
    return _mailed(tell_person, [message_id])


def tell_of_message(message: Message) -> None:
    """Once it is kept; without a broker, the person finds it on the next visit."""
    what = f"the mail of message {message.pk}"
    transaction.on_commit(partial(handed_over, mail_of_message, message.pk, what=what))


def send_question(check_id: int, side: OpinionSide, *, by: User) -> bool:
    """Hand the question to a worker; False when the broker refuses it."""
    what = f"the question of check {check_id}"
    return handed_over(ask_opinion, check_id, side.value, by.pk, what=what)


@shared_task(ignore_result=True)
def ask_tutors() -> int:
    """By day: the five questions at the end of a stay, and once more after three days."""
    on, at = today(), timezone.now()
    chased = _mailed(partial(chase_due, on=on, at=at), to_chase(on).values_list("pk", flat=True))
    ended = tutors_to_ask(on).values_list("pk", flat=True)
    return chased + _mailed(partial(ask_tutor_due, on=on, at=at), ended)


@shared_task(ignore_result=True)
def ask_tutor(internship_id: int, by_id: int) -> int:
    """The same questions, now, as a colleague asked."""
    by = User.objects.get(pk=by_id)
    return _mailed(partial(ask_review, on=today(), at=timezone.now(), by=by), [internship_id])


def send_tutor_review(internship_id: int, *, by: User) -> bool:
    """Hand the questions to a worker; False when the broker refuses it."""
    what = f"the questions of stay {internship_id}"
    return handed_over(ask_tutor, internship_id, by.pk, what=what)


def _mailed(tell: Callable[..., bool], keys: Iterable[int]) -> int:
    """How many mails went out; one address that refuses does not silence the others."""
    count = 0
    for pk in list(keys):
        try:
            with pghistory.context(source="courriels et messages de la maison"):
                count += tell(pk=pk)
        except (SMTPException, OSError) as error:  # its text may name the address
            logger.error("the mail of row %s did not leave: %s", pk, type(error).__name__)
    return count


def tell_later(session: InformationSession, *, changed: bool = False) -> None:
    """Once the change is kept, a worker writes the mails; without a broker, the quarter does."""
    what = f"the mails of session {session.pk}"
    transaction.on_commit(partial(handed_over, tell_sign_ups, session.pk, changed, what=what))
