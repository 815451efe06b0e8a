"""Suggestions for the fields that are typed: localities, occupations, skills."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beneficiaries.lookups import LOOKUPS
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

LONGEST = 200


@require_safe
@require(Permission.PROFILE_READ)
def suggestions(request: HttpRequest, lookup: str) -> HttpResponse:
    if lookup not in LOOKUPS:
        raise Http404
    text = request.GET.get(lookup, "").replace("\0", "")[:LONGEST]
    rows = LOOKUPS[lookup].suggestions(text)
    return render(request, "beneficiaries/widgets/options.html", {"rows": rows, "name": lookup})
