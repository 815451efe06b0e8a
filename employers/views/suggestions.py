"""Suggestions for the fields of this room that are typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from employers.lookups import LOOKUPS
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

LONGEST = 200


@require_safe
@require(Permission.EMPLOYER_READ)
def suggestions(request: HttpRequest, lookup: str) -> HttpResponse:
    """Rows that the one value of the address may name; htmx calls it after the typed field."""
    if lookup not in LOOKUPS:
        raise Http404
    name, text = next(iter(request.GET.items()), ("", ""))
    text = text.replace("\0", "")[:LONGEST]
    found = LOOKUPS[lookup]
    labels = [found.label_of(row) for row in found.suggestions(text)]
    page = {"rows": labels, "name": name}
    return render(request, "beneficiaries/widgets/options.html", page)
