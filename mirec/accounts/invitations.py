"""The link by which the owner of a new account chooses a password; allauth checks its key."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from mirec.accounts.models import User

SECONDS_A_DAY = 86400


def send_password_link(request: HttpRequest, user: User) -> None:
    key = default_token_generator.make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    context = {
        "user": user,
        "link": request.build_absolute_uri(path),
        "days": settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY,
        "house": settings.HOUSE_LEGAL_NAME,
    }
    get_adapter().send_mail("account/email/invitation", user.email, context)
