"""Contracts of work: the list and the page of one. They are recorded by « Engager »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from employers import queries
from employers.filters import PlacementFilter
from employers.tables import PlacementTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged


@require_safe
@require(Permission.EMPLOYER_READ)
def placement_list(request: HttpRequest) -> HttpResponse:
    rows = PlacementFilter(
        request.GET, queryset=queries.placements_listed(request.user), on=today()
    )
    table = paged(request, PlacementTable(rows.qs))
    return render(request, "employers/placement_list.html", {"filter": rows, "table": table})


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.placements_listed(request.user).select_related("vacancy", "created_by")
    placement = get_object_or_404(rows, pk=pk)
    files = Beneficiary.objects.visible_to(request.user)
    is_mine = files.filter(pk=placement.beneficiary_id).exists()
    can_end = is_mine and request.user.has_verb(Permission.PLACEMENT_WRITE)
    page = {
        "placement": placement,
        "is_mine": is_mine,
        "end_url": reverse("coaching:placement-end", args=[pk]) if can_end else "",
        "on": today(),
    }
    return render(request, "employers/placement_detail.html", page)
