"""The mails to employers: is a vacancy still to be had, and the profiles that one sends them."""

import logging
from functools import partial
from smtplib import SMTPException

import pghistory
from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers.models import ProfileSending, Vacancy
from employers.services.freshness import ask_employer, mails_to_write
from employers.services.sendings import mail_sending
from mirec.accounts.models import User
from mirec.core.pdf import NoPangoError
from mirec.core.periods import today
from mirec.core.workers import handed_over
from mirec.core.working_days import is_working_day

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def ask_about_vacancies() -> int:
    """About the vacancies whose day has come, on working days, one mail for each who reads it; how
    many left.
    """
    on = today()
    if not is_working_day(on):
        return 0
    return sum(_asked(keys, by=None) for keys in mails_to_write(on=on, at=timezone.now()))


@shared_task(ignore_result=True)
def ask_about_vacancy(pk: int, by: int) -> int:
    """The question that a prospector sends at once."""
    return int(_asked([pk], by=User.objects.filter(pk=by).first()))


def ask_later(vacancy: Vacancy, by: User) -> None:
    """Once the page's change is kept, a worker writes the mail."""
    what = f"the question about vacancy {vacancy.pk}"
    transaction.on_commit(partial(handed_over, ask_about_vacancy, vacancy.pk, by.pk, what=what))


def _asked(keys: list[int], by: User | None) -> bool:
    """One address that refuses does not silence the others; its error's text may name it."""
    try:
        ask_employer(keys, at=timezone.now(), by=by)
    except ValidationError:
        return False
    except (SMTPException, OSError) as error:
        logger.error("the question about %s did not leave: %s", keys, type(error).__name__)
        return False
    return True


@shared_task(ignore_result=True)
def mail_profile(pk: int) -> int:
    """Delivered twice, the second run finds nothing to mail."""
    return int(_profile_mailed(pk))


@shared_task(ignore_result=True)
def mail_all_profiles() -> int:
    """Every quarter of an hour: what a broker or a mail server that was down left behind."""
    keys = ProfileSending.objects.to_mail().values_list("pk", flat=True)
    return sum(_profile_mailed(pk) for pk in list(keys))


def mail_profile_later(sending: ProfileSending) -> None:
    """Once the sending is kept, a worker mails it; without a broker, the quarter does."""
    what = f"the profile of sending {sending.pk}"
    transaction.on_commit(partial(handed_over, mail_profile, sending.pk, what=what))


def _profile_mailed(pk: int) -> bool:
    try:
        with pghistory.context(source="envoi d'un profil"):
            return mail_sending(pk=pk, at=timezone.now())
    except (SMTPException, OSError, NoPangoError) as error:  # its text may name the address
        logger.error("the profile of sending %s did not leave: %s", pk, type(error).__name__)
        return False
