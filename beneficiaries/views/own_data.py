"""« Mes données »: what the house knows about me, and who opened my file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.own_data import data_of
from beneficiaries.queries.openings import openings_by_day
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission, Role

LINES_A_PAGE = 30


@require_safe
@require(Permission.OWN_SPACE)
def my_data(request: HttpRequest) -> HttpResponse:
    own = Beneficiary.objects.own_of(request.user)
    person = get_object_or_404(own.select_related("coach", "locality", "target_occupation"))
    page = Paginator(openings_by_day(person), LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sections": data_of(person),
        "openings": [_line(row) for row in page],
        "page": page,
    }
    return render(request, "beneficiaries/my_data.html", context)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    roles = ", ".join(Role(role).label for role in row["opened_by__roles"])
    name = f"{row['opened_by__first_name']} {row['opened_by__last_name']}"
    return row | {"name": name, "roles": roles, "parts": ", ".join(row["parts"])}
