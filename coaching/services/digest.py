"""Every week, to who asked for it: how many matters wait in each team. Numbers, never a name."""

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.template.loader import render_to_string

from coaching.day.lines import Moment
from coaching.day.teams import waiting_by_team
from mirec.accounts.enums import Permission
from mirec.accounts.models import User

logger = logging.getLogger(__name__)
SUBJECT = "Ce qui attend dans les équipes"


def send_digests(moment: Moment) -> int:
    """One mail to each colleague who asked for it and still steers; how many left.

    An address that refuses its mail keeps nobody else from theirs.
    """
    asked = [
        user
        for user in User.objects.staff().filter(is_active=True, wants_digest=True)
        if user.has_verb(Permission.TEAMS_READ)
    ]
    return sum(_send(user, moment) for user in asked)


def _send(user: User, moment: Moment) -> bool:
    context = {"user": user, "on": moment.on, "waiting": waiting_by_team(user, moment)}
    text = render_to_string("coaching/day/digest.txt", context)
    try:
        send_mail(SUBJECT, text, None, [user.email])
    except (SMTPException, OSError) as refusal:
        logger.warning("digest of user %s not sent: %s", user.pk, type(refusal).__name__)
        return False
    return True
