"""Passkeys: a door without a password, for an accompanied person who wants one.

One is added shortly after signing in only: a session that was left open lays none.
"""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

FRESH = timedelta(minutes=15)
MOST_KEYS = 5
LONGEST_CREDENTIAL = 20_000
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, IndexError)
NO_ANSWER = _("Le téléphone n'a pas répondu. Essayez à nouveau.")


@never_cache
@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def keys(request: HttpRequest) -> HttpResponse:
    rows = _own(request)
    is_fresh = request.user.last_login and timezone.now() - request.user.last_login < FRESH
    may_add = is_fresh and rows.count() < MOST_KEYS
    if request.method == "POST" and may_add:
        _add(request)
        return redirect("signin:keys")
    context: dict[str, Any] = {"keys": rows, "may_add": may_add, "is_fresh": is_fresh}
    if may_add:
        options = auth.begin_registration(request.user, passwordless=True)
        context["js_data"] = {"creation_options": options}
    return render(request, "accounts/sign_in/keys.html", context)


def _add(request: HttpRequest) -> None:
    sent = request.POST.get("credential", "")[:LONGEST_CREDENTIAL]
    form = AddWebAuthnForm({"credential": sent, "passwordless": "on"}, user=request.user)
    if _is_valid(form):
        name, credential = form.cleaned_data["name"], form.cleaned_data["credential"]
        auth.WebAuthn.add(request.user, name, credential)
        messages.success(request, _("C'est prêt : la prochaine fois, entrez avec ce téléphone."))
    else:
        messages.error(request, NO_ANSWER)


def _is_valid(form: Form) -> bool:
    """What is no credential at all makes the library stumble in several ways."""
    try:
        return form.is_valid()
    except MALFORMED:
        return False


@require_POST
@require(Permission.OWN_SPACE)
def key_remove(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(_own(request), pk=pk).delete()
    messages.success(request, _("Cet appareil n'ouvre plus votre espace."))
    return redirect("signin:keys")


@method_decorator([never_cache, login_not_required], name="dispatch")
class PasskeyLoginView(LoginWebAuthnView):
    """allauth's own, and the long session of the own telephone."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except MALFORMED:
            messages.error(request, NO_ANSWER)
            return redirect("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = self.request.user
        if user.is_authenticated and user.has_verb(Permission.OWN_SPACE):
            self.request.session.set_expiry(settings.OWN_PHONE_SESSION)
        return response


def _own(request: HttpRequest) -> QuerySet[Authenticator]:
    rows = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    return rows.order_by("created_at", "pk")
