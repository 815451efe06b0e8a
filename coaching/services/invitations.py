"""The mails of a session of information: each state told once, each reminder sent once."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from coaching.enums import SeatStatus
from coaching.models import SignUp
from mirec.core.wording import clock_time, day_long

SUBJECTS = {
    SeatStatus.REGISTERED: "Votre place est réservée",
    SeatStatus.WAITING: "Vous êtes sur la liste d'attente",
    SeatStatus.CANCELLED: "Votre désistement est noté",
}
SESSION_CANCELLED = "La séance est annulée"
REMINDER = "Rappel : c'est demain"


@transaction.atomic
def tell_sign_up(*, pk: int, at: datetime, changed: bool = False) -> bool:
    """Tell the present state; False when it is told already, or by another worker just now."""
    sign_up = _taken(pk, SignUp.objects.untold(at))
    if sign_up is None:
        return False
    subject = SUBJECTS[SeatStatus(sign_up.status)]
    _send(sign_up, SESSION_CANCELLED if sign_up.session.cancelled_at else subject, changed=changed)
    sign_up.confirmed_at = at
    sign_up.save(update_fields=["confirmed_at"])
    return True


@transaction.atomic
def remind_sign_up(*, pk: int, on: date, at: datetime) -> bool:
    """The day before; False when it is done already."""
    sign_up = _taken(pk, SignUp.objects.to_remind(on))
    if sign_up is None:
        return False
    _send(sign_up, REMINDER, reminder=True)
    sign_up.reminded_at = at
    sign_up.save(update_fields=["reminded_at"])
    return True


def _taken(pk: int, rows) -> SignUp | None:
    """The row under a lock that a second worker steps over."""
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("session")
    return locked.filter(pk=pk).first()


def _send(sign_up: SignUp, subject: str, *, changed: bool = False, reminder: bool = False) -> None:
    session = sign_up.session
    context = {
        "sign_up": sign_up,
        "session": session,
        "status": SeatStatus(sign_up.status).name,
        "changed": changed,
        "reminder": reminder,
        "link": f"{settings.SITE_URL}{reverse('coaching:my-sign-up', args=[sign_up.token])}",
        "calendar": f"{settings.SITE_URL}{reverse('coaching:public')}",
        "house": settings.HOUSE_LEGAL_NAME,
    }
    moment = f"{day_long(session.starts_at)}, {clock_time(session.starts_at)}"
    send_mail(
        f"{subject} : {moment}",
        render_to_string("coaching/mail/sign_up.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [sign_up.email],
    )
