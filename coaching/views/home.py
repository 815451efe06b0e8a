"""« Ma journée »: the coach's first page; for who steers the house, what waits in each team."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coaching.day.queue import SOURCES, queue_of
from coaching.day.teams import PER_PAGE, lines_of, rows_of_team, waiting_by_team
from coaching.enums import Matter
from coaching.figures import limits_by_span, next_limits
from coaching.queries.agenda import agenda_of, day_bounds
from coaching.views.answers import now
from mirec.accounts.decorators import require
from mirec.accounts.drafts import drafts_of
from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import Team
from mirec.accounts.services import change_account


@require_safe
@require(Permission.JOURNEY_READ)
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.has_role(Role.COACH):
        return teams(request)
    moment = now()
    entries = agenda_of(request.user, *day_bounds(moment.on))
    context = {
        "on": moment.on,
        "now": moment.at,
        "queue": queue_of(request.user, moment),
        "entries": entries,
        "next_entry": next((e for e in entries if e.starts_at > moment.at and not e.is_off), None),
        "draft_count": drafts_of(request.user).count(),
        "spans": limits_by_span(request.user, moment.on),
        "next_limits": next_limits(request.user, moment.on),
    }
    return render(request, "coaching/home.html", context)


@require_safe
@require(Permission.TEAMS_READ)
def teams(request: HttpRequest) -> HttpResponse:
    moment = now()
    context = {"on": moment.on, "waiting": waiting_by_team(request.user, moment)}
    return render(request, "coaching/day/teams.html", context)


@require_POST
@require(Permission.TEAMS_READ)
def digest(request: HttpRequest) -> HttpResponse:
    """Ask for the weekly mail, or stop it (`arreter`)."""
    wants = "arreter" not in request.POST
    change_account(user=request.user, by=request.user, wants_digest=wants)
    messages.success(
        request, "Vous le recevrez chaque lundi." if wants else "Vous ne le recevrez plus."
    )
    return redirect("coaching:home")


@require_safe
@require(Permission.TEAMS_READ)
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """`?sujet=limit` chooses the matter; coaches come by name."""
    shown = get_object_or_404(Team, pk=pk)
    moment = now()
    asked = request.GET.get("sujet", "")
    matter = Matter(asked) if asked in Matter.values else Matter.LIMIT
    rows = rows_of_team(request.user, shown, matter, moment)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "team": shown,
        "matter": matter,
        "matters": [source.matter for source in SOURCES],
        "page": page,
        "lines": lines_of(matter, list(page.object_list), moment),
    }
    return render(request, "coaching/day/team.html", context)
