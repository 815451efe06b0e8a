"""« Ma semaine »: what an accompanied person sees of the own training, and nothing else."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.models import Beneficiary
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.own_moments import notices_of
from training.queries.own_hours import own_hours_of
from training.queries.own_space import agenda_of
from training.services import open_feed, revoke_feed

GOOGLE_AGENDA = "https://calendar.google.com/calendar/render"
"""Where a calendar is subscribed on an Android telephone, which knows no `webcal:`."""


@require_safe
@cache_control(private=True, no_store=True)
@require(Permission.OWN_SPACE)
def my_week(request: HttpRequest) -> HttpResponse:
    person = _self(request)
    feed = person.calendar_feeds.filter(revoked_at=None).first()
    path = reverse("training:feed", args=[feed.token]) if feed else ""
    subscribe_url = f"webcal://{request.get_host()}{path}" if feed else ""
    context = {
        "person": person,
        "coach": person.coach,
        "notices": notices_of(person),
        "agenda": agenda_of(person, on=today()),
        "now": timezone.now(),
        "feed_url": request.build_absolute_uri(path) if feed else "",
        "subscribe_url": subscribe_url,
        "google_url": f"{GOOGLE_AGENDA}?{urlencode({'cid': subscribe_url})}" if feed else "",
    }
    return render(request, "training/my_week.html", context)


@require_safe
@require(Permission.OWN_SPACE)
def my_hours(request: HttpRequest) -> HttpResponse:
    hours = own_hours_of(_self(request), on=today())
    return render(request, "training/my_hours.html", {"hours": hours})


@require_POST
@require(Permission.OWN_SPACE)
def my_feed(request: HttpRequest) -> HttpResponse:
    """Make the private calendar address, or take it back (`revoke`)."""
    person = _self(request)
    if "revoke" in request.POST:
        revoke_feed(beneficiary=person, at=timezone.now())
        messages.success(request, _("L'adresse ne fonctionne plus."))
    else:
        open_feed(beneficiary=person)
        messages.success(request, _("Votre adresse d'agenda est prête."))
    return redirect(f"{reverse('training:my-week')}#agenda")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def my_worker(request: HttpRequest) -> HttpResponse:
    """What keeps the last known week in the own telephone; the same text for everyone.

    It minds every page that the telephone opens: the rooms of the space stand in several folders,
    and most people come by the first page of the house.
    """
    content_type = "text/javascript; charset=utf-8"
    response = render(request, "training/worker.js", content_type=content_type)
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
@require_safe
def my_manifest(request: HttpRequest) -> HttpResponse:
    """By which the space stands among the applications of a telephone."""
    return JsonResponse(
        {
            "name": f"Mon espace {settings.HOUSE_NAME}",
            "short_name": settings.HOUSE_NAME,
            "lang": "fr-BE",
            "start_url": reverse("training:my-week"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0e4f5f",
            "icons": [{"src": static("img/mirec.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


def _self(request: HttpRequest) -> Beneficiary:
    own = Beneficiary.objects.own_of(request.user).select_related("coach")
    return get_object_or_404(own)
