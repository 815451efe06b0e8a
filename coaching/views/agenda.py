"""The agenda of a colleague: a week, a day, and the private address that calendars subscribe to."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from coaching.models import AgendaFeed
from coaching.queries.agenda import agenda_of, by_day, day_bounds
from coaching.services.feeds import open_feed, revoke_feed
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.rules.weeks import FIRST_YEAR, LAST_YEAR, Week


def day_asked(request: HttpRequest) -> date | None:
    """`?jour=2026-11-26`; None when it is no day, or far away."""
    try:
        day = parse_date(request.GET.get("jour", ""))
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


@require_safe
@require(Permission.AGENDA_WRITE)
def week(request: HttpRequest) -> HttpResponse:
    on = today()
    chosen = day_asked(request) or on
    shown = Week.of(chosen)
    entries = agenda_of(request.user, shown.starts_at, shown.ends_at)
    context = {
        "week": shown,
        "current": Week.of(on),
        "on": on,
        "now": timezone.now(),
        "chosen": chosen,
        "days": by_day(entries, shown.days),
        **_feed(request),
    }
    return render(request, "coaching/agenda/week.html", context)


@require_safe
@require(Permission.AGENDA_WRITE)
def day(request: HttpRequest) -> HttpResponse:
    on = today()
    chosen = day_asked(request) or on
    context = {
        "chosen": chosen,
        "on": on,
        "now": timezone.now(),
        "week": Week.of(chosen),
        "entries": agenda_of(request.user, *day_bounds(chosen)),
    }
    return render(request, "coaching/agenda/day.html", context)


@require_POST
@require(Permission.AGENDA_WRITE)
def feed_address(request: HttpRequest) -> HttpResponse:
    """Make the private address, or take it back (`retirer`)."""
    if "retirer" in request.POST:
        revoke_feed(user=request.user, at=timezone.now())
        messages.success(request, "L'adresse ne fonctionne plus.")
    else:
        open_feed(user=request.user)
        messages.success(request, "Votre adresse d'agenda est prête.")
    return redirect(f"{reverse('coaching:agenda')}#abonnement")


def _feed(request: HttpRequest) -> dict[str, str]:
    feed = AgendaFeed.objects.filter(user=request.user, revoked_at=None).first()
    path = reverse("coaching:agenda-feed", args=[feed.token]) if feed else ""
    return {
        "feed_url": request.build_absolute_uri(path) if feed else "",
        "subscribe_url": f"webcal://{request.get_host()}{path}" if feed else "",
    }
