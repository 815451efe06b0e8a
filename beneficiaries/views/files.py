"""A person's file: its frame, its identity and history tabs, the national number on request."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.history import history_of
from beneficiaries.models import Beneficiary
from beneficiaries.niss import formatted
from beneficiaries.panels import open_file, render_file, render_panel
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.accounts.sign_in import code_of

IDENTITY = "beneficiaries/panels/identity.html"
CHANGES_A_PAGE = 30
OPENINGS_SHOWN = 20


@require_safe
@require(Permission.FILE_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's head and tabs; htmx fetches the first tab."""
    beneficiary = open_file(request, pk, "Dossier")
    return render_file(request, beneficiary, "")


@require_safe
@require(Permission.FILE_READ)
def panel_identity(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Identité")
    return render_panel(request, beneficiary, IDENTITY, _identity(beneficiary))


@require_POST
@require(Permission.NISS_READ)
def niss(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number, on request only; who asked is kept with the openings of the file."""
    beneficiary = open_file(request, pk, "Numéro national")
    shown = formatted(beneficiary.niss) if beneficiary.niss else ""
    return render_panel(request, beneficiary, IDENTITY, _identity(beneficiary, shown))


def _identity(beneficiary: Beneficiary, niss_shown: str = "") -> dict[str, Any]:
    account = beneficiary.user
    code = code_of(account, timezone.now()) if account else None
    return {"niss_shown": niss_shown, "code": code}


@require_safe
@require(Permission.HISTORY_READ)
def panel_history(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Historique")
    entries = Paginator(history_of(beneficiary), CHANGES_A_PAGE)
    openings = Paginator(beneficiary.openings.select_related("opened_by"), OPENINGS_SHOWN)
    page = {
        "entries": entries.get_page(request.GET.get("page")),
        "openings": openings.get_page(request.GET.get("consultations")),
    }
    return render_panel(request, beneficiary, "beneficiaries/panels/history.html", page)
