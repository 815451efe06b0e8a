"""Signing in without a password. Whoever asks reads the same words, known address or not.

A mail program that opens links to look at them uses none up: a button does.
"""

from http import HTTPStatus

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.forms import CodeForm, LinkForm
from mirec.accounts.models import User
from mirec.accounts.sign_in import had_link, owner_of_link, user_by_code, user_by_link
from mirec.accounts.tasks import mail_sign_in_link
from mirec.core.workers import handed_over

TOO_OFTEN = "Vous avez déjà essayé plusieurs fois. Attendez dix minutes, puis essayez à nouveau."
NOT_SENT = "Le message n'a pas pu partir. Essayez à nouveau dans quelques minutes."
WRONG_CODE = (
    "Ce code ne marche pas : il est mal écrit, il a déjà servi, ou il est trop ancien. Relisez-le, "
    "ou demandez-en un autre à votre coach."
)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """« Recevoir un lien »: a worker looks the address up, so that no answer takes longer."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not ratelimit.consume(request, action="sign_in_link", key=email):
            form.add_error(None, TOO_OFTEN)
        elif not handed_over(mail_sign_in_link, email, what="a mail to sign in"):
            form.add_error(None, NOT_SENT)
        else:
            return redirect("signin:sent")
    return render(request, "accounts/sign_in/link.html", {"form": form})


@login_not_required
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in/sent.html")


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link used up is often opened again by who has entered with it, and is in already."""
    at = timezone.now()
    if request.method == "POST":
        user = user_by_link(token, at)
        if user:
            return _enter(request, user)
    else:
        user = owner_of_link(token, at)
    if user is None and request.user.is_authenticated and had_link(request.user, token):
        return redirect("home")
    status = HTTPStatus.OK if user else HTTPStatus.NOT_FOUND
    return render(request, "accounts/sign_in/by_link.html", {"owner": user}, status=status)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The QR code of the paper opens this page, with the code after a `#` that stays here.

    `next` is where one wanted to go: the door of a session, whose code lives a few minutes.
    """
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="sign_in_code"):
            form.add_error(None, TOO_OFTEN)
        elif user := user_by_code(form.cleaned_data["code"], timezone.now()):
            return _enter(request, user)
        elif request.user.is_authenticated:
            return redirect("home")
        else:
            form.add_error("code", WRONG_CODE)
    next_url = request.POST.get("next", request.GET.get("next", ""))
    return render(request, "accounts/sign_in/code.html", {"form": form, "next_url": next_url})


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in; on the own telephone for long, elsewhere until the browser closes."""
    response = perform_login(request, user, email_verification="none")
    if request.user.is_authenticated:
        is_own = "own_phone" in request.POST
        request.session.set_expiry(settings.OWN_PHONE_SESSION if is_own else 0)
    return response
