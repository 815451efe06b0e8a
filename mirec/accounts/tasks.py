import logging
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from mirec.accounts.drafts import expire_drafts as expire
from mirec.accounts.sign_in import mail_link

logger = logging.getLogger(__name__)


@shared_task
def expire_drafts() -> int:
    """Every night: what nobody took up for thirty days goes."""
    return expire(at=timezone.now())


@shared_task(ignore_result=True)
def mail_sign_in_link(email: str) -> bool:
    """The link that somebody asks for to sign in; nothing for an address that nobody has."""
    try:
        return mail_link(email=email, at=timezone.now())
    except (SMTPException, OSError) as error:  # its text may name the address
        logger.error("a mail to sign in did not leave: %s", type(error).__name__)
        return False
