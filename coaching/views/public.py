"""What anybody may read, without an account: sessions of information, services, trainings."""

from functools import partial

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coaching import offer
from coaching.enums import SeatStatus
from coaching.forms.sign_ups import PublicSignUpForm
from coaching.models import InformationSession, SignUp
from coaching.queries import gatherings
from coaching.services.gatherings import leave, seats_of
from coaching.tasks import tell_later
from mirec.core.periods import today
from training.queries.catalogue import catalogue, offered


@login_not_required
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    context = {
        "announced": gatherings.announced(timezone.now()),
        "services": offer.SERVICES,
        "trades": offer.TRADES,
        "conditions": offer.CONDITIONS,
        "programmes": offered(on=today()),
    }
    return render(request, "coaching/public/home.html", context)


@login_not_required
@require_safe
def open_programmes(request: HttpRequest) -> HttpResponse:
    """What one can learn here: the programmes, what they give and ask, the next groups."""
    context = {"programmes": catalogue(on=today())}
    return render(request, "coaching/public/programmes.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    session = _announced(pk)
    form = PublicSignUpForm(
        request.POST or None,
        session=session,
        at=timezone.now(),
        allows=partial(_allows, request),
    )
    if request.method == "POST" and (status := form.try_save()):
        waits = {"liste": "attente"} if status == SeatStatus.WAITING else {}
        return redirect(reverse("coaching:signed-up", args=[pk], query=waits))
    context = {"form": form, "session": session, "seats": seats_of(session)}
    return render(request, "coaching/public/sign_up.html", context)


@login_not_required
@require_safe
def signed_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The same words for everyone who signs up: nothing here tells who did."""
    waits = request.GET.get("liste") == "attente"
    context = {"session": _announced(pk), "waits": waits}
    return render(request, "coaching/public/signed_up.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def my_sign_up(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the private link of the mail: what I hold, and giving it back."""
    mine = get_object_or_404(SignUp.objects.select_related("session"), token=token)
    if request.method == "POST":
        try:
            leave(seat=mine, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            tell_later(mine.session)
        return redirect("coaching:my-sign-up", token)
    is_coming = mine.session.starts_at > timezone.now() and not mine.session.cancelled_at
    context = {"sign_up": mine, "session": mine.session, "is_coming": is_coming}
    return render(request, "coaching/public/my_sign_up.html", context)


def _announced(pk: int) -> InformationSession:
    return get_object_or_404(InformationSession.objects.public(timezone.now()), pk=pk)


def _allows(request: HttpRequest, data: dict) -> bool:
    """Few sign-ups from one connection, few mails to one address."""
    if not ratelimit.consume(request, action="information_sign_up"):
        return False
    email = data.get("email", "").lower()
    return not email or ratelimit.consume(request, action="information_letter", key=email)
