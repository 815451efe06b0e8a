"""The import of a sheet, step by step; each step is kept, and left and found again at will."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.enums import ImportStatus
from beneficiaries.forms.imports import ColumnsForm, DecisionsForm, SheetForm
from beneficiaries.models import ImportMapping, ImportRun
from beneficiaries.services.imports import discard_import, undo_import
from beneficiaries.services.imports.correcting import corrections
from beneficiaries.services.imports.keeping import XLSX
from beneficiaries.services.imports.settling import ALREADY
from beneficiaries.tables import ImportTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import attached
from mirec.core.keys import key_from
from mirec.core.periods import today
from mirec.core.tables import paged
from mirec.core.wording import plural

READINGS = 30


def _run(request: HttpRequest, pk: int) -> ImportRun:
    runs = ImportRun.objects.visible_to(request.user)
    return get_object_or_404(runs.select_related("team", "mapping", "created_by"), pk=pk)


@require_http_methods(["GET", "POST"])
@require(Permission.IMPORT_RUN)
def import_list(request: HttpRequest) -> HttpResponse:
    """The sheets so far, and the form that takes a new one."""
    form = SheetForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and (run := form.try_save()):
        return redirect("beneficiaries:import-columns", run.pk)
    runs = ImportRun.objects.visible_to(request.user).select_related("created_by")
    table = paged(request, ImportTable(runs.defer("findings", "columns")))
    return render(request, "beneficiaries/imports/list.html", {"table": table, "form": form})


@require_http_methods(["GET", "POST"])
@require(Permission.IMPORT_RUN)
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """`?lecture=` takes a remembered reading in the place of the one that is proposed."""
    run = _run(request, pk)
    if run.status != ImportStatus.PREVIEW:
        return redirect(run)
    readings = list(ImportMapping.objects.all()[:READINGS])
    asked = key_from(request.GET.get("lecture"))
    reading = next((each for each in readings if each.pk == asked), None)
    options = {"run": run, "user": request.user, "on": today(), "reading": reading}
    form = ColumnsForm(request.POST or None, **options)
    if request.method == "POST" and form.try_save():
        return redirect(run)
    page = {"run": run, "form": form, "readings": readings, "current": reading or run.mapping}
    return render(request, "beneficiaries/imports/columns.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.IMPORT_RUN)
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the import, what it would bring and the form that starts it; then what it brought."""
    run = _run(request, pk)
    if run.status != ImportStatus.PREVIEW:
        return render(request, "beneficiaries/imports/result.html", {"run": run})
    if "samples" not in run.findings:
        return redirect("beneficiaries:import-columns", pk)
    sent = request.POST if request.method == "POST" else None  # empty when nothing is to decide
    form = DecisionsForm(sent, run=run, user=request.user, on=today(), at=timezone.now())
    if request.method == "POST" and (done := form.try_save()):
        brought = plural(done.created_count, "nouveau dossier", "nouveaux dossiers")
        messages.success(request, f"{brought} : l'import est fait.")
        return redirect(done)
    earlier = ImportRun.objects.imported_before(run).first()
    page = {"run": run, "form": form, "earlier": earlier}
    return render(request, "beneficiaries/imports/preview.html", page)


@require_POST
@require(Permission.IMPORT_RUN)
def import_decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was decided about likely twins, to go on another day."""
    run = _run(request, pk)
    form = DecisionsForm(request.POST, run=run, user=request.user, on=today(), at=timezone.now())
    if run.status != ImportStatus.PREVIEW:
        messages.error(request, ALREADY)
    elif form.keep():
        messages.success(request, "Vos choix sont gardés.")
    else:
        messages.error(request, "Un de ces choix n'existe pas : rien n'a changé.")
    return redirect(run)


@require_safe
@require(Permission.IMPORT_RUN)
def import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows to correct, as a sheet."""
    run = _run(request, pk)
    try:
        content = corrections(run)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect(run)
    return attached(content, XLSX, f"a-corriger-{run.pk}.xlsx")


@require_http_methods(["GET", "POST"])
@require(Permission.IMPORT_RUN)
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    if run.status != ImportStatus.DONE:
        return redirect(run)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            undo_import(run=run, by=request.user, at=timezone.now())
        except ValidationError as refused:
            refusal = refused.messages
        else:
            messages.success(request, "L'import est repris : la base est comme avant.")
            return redirect(run)
    page = {"run": run, "refusal": refusal}
    return render(request, "beneficiaries/imports/undo.html", page)


@require_POST
@require(Permission.IMPORT_RUN)
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    try:
        discard_import(run=run)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect(run)
    messages.success(request, "La feuille est oubliée : rien n'a été importé.")
    return redirect("beneficiaries:import-list")
