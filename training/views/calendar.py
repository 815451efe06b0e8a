"""The week of every cohort."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.filters import CalendarFilter
from training.models import Session
from training.queries.calendar import by_day, house_week, to_note_count
from training.rules.weeks import Week, week_from


@require_safe
@require(Permission.TRAINING_READ)
def calendar(request: HttpRequest) -> HttpResponse:
    """`?semaine=2026-W48`; a week that does not exist shows this one, and says so."""
    asked = request.GET.get("semaine", "")
    current = Week.of(today())
    week = week_from(asked) or current
    visible = house_week(Session.objects.visible_to(request.user), week)
    found = CalendarFilter(request.GET, queryset=visible)
    sessions = list(found.qs)
    context = {
        "week": week,
        "current": current,
        "is_unknown_week": bool(asked) and week_from(asked) is None,
        "on": today(),
        "now": timezone.now(),
        "days": by_day(sessions, week),
        "to_note_count": to_note_count(sessions, timezone.now()),
        "filter": found,
        "may_note": request.user.has_verb(Permission.ATTENDANCE_WRITE),
    }
    return render(request, "training/calendar.html", context)
