"""A person's file: its frame, its identity and history tabs, the national number on request."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.history import history_of
from beneficiaries.niss import formatted
from beneficiaries.panels import open_file, render_file, render_panel
from beneficiaries.services.accounts import open_own_space
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.accounts.invitations import send_password_link

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
    return render_panel(request, beneficiary, IDENTITY, {"niss_shown": ""})


@require_POST
@require(Permission.NISS_READ)
def niss(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole number, on request only; who asked is kept with the openings of the file."""
    beneficiary = open_file(request, pk, "Numéro national")
    shown = formatted(beneficiary.niss) if beneficiary.niss else ""
    return render_panel(request, beneficiary, IDENTITY, {"niss_shown": shown})


@require_POST
@require(Permission.FILE_WRITE)
def own_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the person's own space, or mail once more the link to its password."""
    beneficiary = open_file(request, pk, "Espace personnel")
    try:
        account = open_own_space(beneficiary=beneficiary, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        send_password_link(request, account)
        messages.success(request, f"Un lien est parti vers {account.email}.")
    return redirect("beneficiaries:panel-identity", pk)


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
