"""The private calendar address of a colleague: whoever holds it reads it, until taken back."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from coaching.ical import staff_calendar
from coaching.queries.agenda import feed_appointments, feed_gatherings, live_feed
from mirec.accounts.enums import Permission


@login_not_required
@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
@conditional_page
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A program that has it already is told so by its print: an appointment handed to a colleague,
    or a workshop that moved, leaves no later moment of change behind.
    """
    user, at = get_object_or_404(live_feed(token)).user, timezone.now()
    if not user.has_verb(Permission.AGENDA_WRITE):
        raise Http404
    appointments = list(feed_appointments(user, at))
    gatherings = list(feed_gatherings(user, at))
    content = staff_calendar(appointments, gatherings)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
