"""« Ma journée »: the coach's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coaching.day import answers_expected, day_of
from coaching.figures import limits_by_span, next_limits
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require(Permission.JOURNEY_READ)
def home(request: HttpRequest) -> HttpResponse:
    on = today()
    groups = day_of(request.user, on)
    context = {
        "on": on,
        "groups": groups,
        "expected": answers_expected(groups),
        "spans": limits_by_span(request.user, on),
        "next_limits": next_limits(request.user, on),
    }
    return render(request, "coaching/home.html", context)
