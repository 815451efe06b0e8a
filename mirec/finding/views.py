"""The search box of every page (Ctrl K), and its page of results for who has no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.finding.search import search
from mirec.finding.typed import read


@require_http_methods(["GET", "POST"])
@require(Permission.SEARCH)
def results(request: HttpRequest) -> HttpResponse:
    """Sent by POST: a name or a national number has no place in an address, that servers log."""
    typed = read(request.POST.get("q", ""))
    page = {"typed": typed, "groups": search(typed, request.user)}
    template = "finding/options.html" if request.htmx else "finding/results.html"
    response = render(request, template, page)
    response["Cache-Control"] = "private, no-store"
    return response
