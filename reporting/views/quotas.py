"""The derogation counters, by regime and year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from reporting.ceilings import quota_view
from reporting.models import FIRST_YEAR
from reporting.services.quotas import DEFINITION, authorisations_of, quota_lines


@require(Permission.REPORT_READ)
@require_safe
def quota(request: HttpRequest) -> HttpResponse:
    """The year in the address, this year without one."""
    this_year = today().year
    asked = request.GET.get("annee", "")
    is_year = asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= this_year
    year = int(asked) if is_year else this_year
    context = {
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < this_year else None,
        "definition": DEFINITION,
        "authorisations": authorisations_of(year),
        "quotas": [quota_view(line.as_json()) for line in quota_lines(year)],
    }
    return render(request, "reporting/quota.html", context)
