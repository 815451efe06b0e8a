"""Contracts of work: the list and the page of one. They are recorded by « Engager »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from employers import queries
from employers.filters import PlacementFilter
from employers.queries.placements import tally
from employers.queries.timelines import timeline_of
from employers.tables import PlacementTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged


@require_safe
@require(Permission.EMPLOYER_READ)
def placement_list(request: HttpRequest) -> HttpResponse:
    on = today()
    rows = PlacementFilter(
        request.GET, queryset=queries.placements_listed(request.user), user=request.user, on=on
    )
    table = paged(request, PlacementTable(rows.qs, tally=tally(rows.qs, on)))
    page = {"filter": rows, "table": table}
    page["employer"] = rows.form.cleaned_data.get("employer") if rows.form.is_valid() else None
    return render(request, "employers/placement_list.html", page)


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = queries.placements_listed(request.user)
    placement = get_object_or_404(
        rows.select_related("vacancy", "created_by", "aid", "proof"), pk=pk
    )
    files = Beneficiary.objects.visible_to(request.user)
    is_mine = files.filter(pk=placement.beneficiary_id).exists()
    on = today()
    page = {
        "placement": placement,
        "is_mine": is_mine,
        "can_change": is_mine and request.user.has_verb(Permission.PLACEMENT_WRITE),
        "timeline": timeline_of(placement.beneficiary.placements.all(), on, of_file=is_mine),
        "on": on,
    }
    return render(request, "employers/placement_detail.html", page)
