"""The private calendar address: whoever holds it may read, until it is taken back."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from mirec.core.periods import months_before, today
from training.ical import calendar_of
from training.own_moments import events_since
from training.queries.own_space import feed_sessions, live_feed
from training.rules.weeks import instant

MONTHS_BACK = 3


@login_not_required
@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
@conditional_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    beneficiary = get_object_or_404(live_feed(token)).beneficiary
    since = months_before(today(), MONTHS_BACK)
    sessions = feed_sessions(beneficiary, since=since)
    content = calendar_of(sessions, events_since(beneficiary, instant(since)))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="mon-horaire.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
