"""Signing in without a password: a link by mail, or a code that the coach hands over on paper.

For the persons that the house accompanies only: the staff keeps its passwords.
"""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.links import (
    find_link,
    issue_code,
    issue_link,
    live_link,
    revoke_links,
    use_code,
    use_link,
    was_issued,
)
from mirec.core.models import OneUseLink

LINK, CODE = "sign-in-link", "sign-in-code"
LINK_MINUTES = 30
CODE_DAYS = 7
SUBJECT = "Votre lien pour vous connecter"
SUBJECT_PASSWORD = "Pour vous connecter"  # noqa: S105 - the subject of a mail


def mail_link(*, email: str, at: datetime) -> bool:
    """Write to the owner of the address; a colleague is told of the password. Was there one?

    The link stands and falls with the mail: one that does not leave leaves no link.
    """
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None or not user.has_address:
        return False
    has_space = user.has_verb(Permission.OWN_SPACE)
    with transaction.atomic():
        path = _link_path(user, at) if has_space else reverse("account_reset_password")
        context = {
            "user": user,
            "link": f"{settings.SITE_URL}{path}",
            "minutes": LINK_MINUTES,
            "house": settings.HOUSE_LEGAL_NAME,
        }
        template = "sign_in_link" if has_space else "sign_in_password"
        text = render_to_string(f"account/email/{template}.txt", context)
        send_mail(SUBJECT if has_space else SUBJECT_PASSWORD, text, None, [user.email])
    return True


def _link_path(user: User, at: datetime) -> str:
    token = issue_link(purpose=LINK, target=user.pk, at=at, minutes=LINK_MINUTES, by=None)
    return reverse("signin:by-link", args=[token])


def owner_of_link(token: str, at: datetime) -> User | None:
    """Whose link it is, while it holds: nothing is used up."""
    return _owner(find_link(token, LINK, at).target)


@transaction.atomic
def user_by_link(token: str, at: datetime) -> User | None:
    """Use the link up; None when it does not hold (any more)."""
    return _owner(use_link(token, LINK, at).target)


def had_link(user: User, token: str) -> bool:
    """Was it mailed to this user, once?"""
    return was_issued(token, purpose=LINK, target=user.pk)


@transaction.atomic
def user_by_code(code: str, at: datetime) -> User | None:
    return _owner(use_code(code, CODE, at).target)


@transaction.atomic
def hand_code(*, user: User, by: User, at: datetime) -> str:
    """A new code for the paper, said once: only its digest is kept. The one before is void."""
    return issue_code(purpose=CODE, target=user.pk, at=at, days=CODE_DAYS, by=by)


def code_of(user: User, at: datetime) -> OneUseLink | None:
    """The code that was handed over and may still be used."""
    return live_link(purpose=CODE, target=user.pk, at=at)


def revoke_code(*, user: User, at: datetime) -> bool:
    return bool(revoke_links(purpose=CODE, target=user.pk, at=at))


@transaction.atomic
def sign_out_everywhere(*, user: User, at: datetime) -> None:
    """A lost telephone: every session ends, and what was to open another; the password too."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    for purpose in (LINK, CODE):
        revoke_links(purpose=purpose, target=user.pk, at=at)


def _owner(pk: int | None) -> User | None:
    user = User.objects.filter(pk=pk, is_active=True).first() if pk else None
    return user if user and user.has_verb(Permission.OWN_SPACE) else None
