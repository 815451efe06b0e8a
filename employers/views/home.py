"""The prospector's day: what waits for an answer, and the vacancies that nobody is proposed for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from employers import queries
from employers.day.queue import queue_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission, Role
from mirec.core.periods import today


@require_safe
@require(Permission.EMPLOYER_READ)
def home(request: HttpRequest) -> HttpResponse:
    """One's own vacancies; everybody's on `?toutes=1`, and for who is not a prospector."""
    on = today()
    is_prospector = request.user.has_role(Role.PROSPECTOR)
    is_own = is_prospector and "toutes" not in request.GET
    page = {
        "queue": queue_of(request.user, on, own_only=is_own),
        "beside": queries.beside_the_queue(request.user, on=on, own_only=is_own),
        "is_own": is_own,
        "is_prospector": is_prospector,
        "can_record": request.user.has_verb(Permission.VACANCY_WRITE),
        "on": on,
    }
    return render(request, "employers/home.html", page)
