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
    name, text = _typed(request, lookup)
    rows = LOOKUPS[lookup].suggestions(text.replace("\0", "")[:LONGEST])
    return render(request, "beneficiaries/widgets/options.html", {"rows": rows, "name": name})


def _typed(request: HttpRequest, lookup: str) -> tuple[str, str]:
    """The field and its text; in a list of lines, « skill » is « acquises-2-skill »."""
    for name, text in request.GET.items():
        if name == lookup or name.endswith(f"-{lookup}"):
            return name, text
    return lookup, ""
