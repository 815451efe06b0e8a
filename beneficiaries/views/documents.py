"""The papers of a person: listed, added, opened, checked and withdrawn."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.forms.documents import DocumentForm, SaidOfDocumentForm, WithdrawForm
from beneficiaries.models import Document
from beneficiaries.panels import open_file, render_panel
from beneficiaries.queries.proofs import proved_now
from beneficiaries.rules.proofs import SEALED
from beneficiaries.services.documents import check_document
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import served
from mirec.core.periods import today

TAB = "beneficiaries:panel-documents"


def _document(request: HttpRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).select_related("beneficiary")
    return get_object_or_404(rows, pk=pk)


@require_safe
@require(Permission.FILE_READ)
def panel_documents(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Documents")
    rows = beneficiary.documents.select_related("created_by", "checked_by", "withdrawn_by")
    page = {
        "kept": [row for row in rows if row.is_kept],
        "withdrawn": [row for row in rows if not row.is_kept],
        "proofs": proved_now(beneficiary, today()),
        "can_write": request.user.has_verb(Permission.FILE_WRITE),
        "can_unseal": request.user.has_verb(Permission.SEALED_READ),
    }
    return render_panel(request, beneficiary, "beneficiaries/panels/documents.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def document_create(request: HttpRequest, pk: int) -> HttpResponse:
    """`?type=` proposes the kind that is missing."""
    beneficiary = open_file(request, pk, "Documents (ajout)")
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        instance=Document(beneficiary=beneficiary),
        initial={"kind": request.GET.get("type", "")},
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La pièce est au dossier.")
        return redirect(TAB, beneficiary.pk)
    page = {"form": form, "title": "Ajouter une pièce", "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/form.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a paper that is neither sealed nor withdrawn; the words of a sealed one are not shown."""
    row = _document(request, pk)
    if row.is_sealed or not row.is_kept:
        messages.info(request, "Cette pièce ne se corrige pas : retirez-la ou ajoutez-en une.")
        return redirect(TAB, row.beneficiary_id)
    beneficiary = open_file(request, row.beneficiary_id, "Documents (correction)")
    form = SaidOfDocumentForm(request.POST or None, instance=row, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "La pièce est corrigée.")
        return redirect(TAB, beneficiary.pk)
    page = {"form": form, "title": "Corriger une pièce", "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/form.html", page)


@require_safe
@require(Permission.FILE_READ)
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file itself; a sealed one asks first."""
    row = _document(request, pk)
    if not row.is_sealed:
        open_file(request, row.beneficiary_id, f"Pièce : {row}")
        return served(row)
    beneficiary = open_file(request, row.beneficiary_id, "Documents")
    page = {
        "document": row,
        "beneficiary": beneficiary,
        "can_unseal": request.user.has_verb(Permission.SEALED_READ),
    }
    return render(request, "beneficiaries/sealed.html", page)


@require_POST
@require(Permission.SEALED_READ)
def document_unseal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """On request only, and the opening is noted."""
    row = _document(request, pk)
    open_file(request, row.beneficiary_id, SEALED)
    return served(row)


@require_POST
@require(Permission.FILE_WRITE)
def document_check(request: HttpRequest, pk: int) -> HttpResponse:
    row = _document(request, pk)
    try:
        check_document(document=row, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "La pièce est vérifiée.")
    return redirect(TAB, row.beneficiary_id)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def document_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _document(request, pk)
    beneficiary = open_file(request, row.beneficiary_id, "Documents (retrait)")
    form = WithdrawForm(request.POST or None, document=row, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "La pièce est retirée ; le dossier en garde la trace.")
        return redirect(TAB, beneficiary.pk)
    page = {"form": form, "title": f"Retirer « {row} »", "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/form.html", page)
