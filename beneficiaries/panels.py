"""How does a tab of the person's page open a file and draw itself? Used by every app above."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beneficiaries.headers import header_of
from beneficiaries.models import Beneficiary, FileOpening
from beneficiaries.tabs import shown_tabs
from mirec.core.moved import follow_merge
from mirec.core.periods import today


def find_file(request: HttpRequest, pk: int) -> Beneficiary:
    """The person among those visible (404 otherwise), while the file is open already.

    A file that was merged leads to the one that has it now.
    """
    visible = Beneficiary.objects.visible_to(request.user)
    related = ("team", "coach", "locality", "target_occupation", "user")
    found = visible.select_related(*related).filter(pk=pk).first()
    if found is None:
        follow_merge(request, visible, pk)
    return found


def open_file(request: HttpRequest, pk: int, part: str) -> Beneficiary:
    """The person among those visible (404 otherwise); the opening of this part is logged."""
    beneficiary = find_file(request, pk)
    note_opening(request, beneficiary, part)
    return beneficiary


def note_opening(request: HttpRequest, beneficiary: Beneficiary, part: str) -> None:
    """Who opened which part of a visible file, and whether it was in a colleague's stead."""
    if not beneficiary.is_own_of(request.user):
        part = f"{part} (remplacement)"
    FileOpening.objects.create(beneficiary=beneficiary, opened_by=request.user, part=part)


def render_panel(
    request: HttpRequest,
    beneficiary: Beneficiary,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
    tab: str = "",
) -> HttpResponse:
    """The fragment alone for htmx; otherwise the whole page with the person's head and tabs.

    The template sees `beneficiary`, `on` and the context. `tab` names the open tab where the
    address is not its own.
    """
    content = {"beneficiary": beneficiary, "on": today(), **(context or {})}
    if request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request:
        response = render(request, template, content, status=status)
    else:
        response = render_file(request, beneficiary, template, content, status=status, tab=tab)
    response["Vary"] = "HX-Request"
    return response


def render_file(
    request: HttpRequest,
    beneficiary: Beneficiary,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = HTTPStatus.OK,
    tab: str = "",
) -> HttpResponse:
    """The person's head and tabs around the panel's template, "" when htmx fetches the first."""
    current = tab or (request.resolver_match.view_name if template else "")
    page = {
        "beneficiary": beneficiary,
        "on": today(),
        "person": header_of(beneficiary, request.user, on=today()),
        "tabs": shown_tabs(request.user, beneficiary.pk, current),
        "panel_template": template,
        **(context or {}),
    }
    return render(request, "beneficiaries/file.html", page, status=status)
