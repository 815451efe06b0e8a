"""Preparing an inspection: drawing a sample, reading it, printing it."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged
from reporting.enums import ReportStatus
from reporting.forms.inspections import InspectionForm
from reporting.inspected import read_files
from reporting.models import Inspection
from reporting.queries.inspections import readable, readiness
from reporting.services.inspections import ask_again, file_name, note_openings
from reporting.tables import InspectionTable
from reporting.tasks import NO_PRINTER, send_inspection

PER_PAGE = 25


@require_http_methods(["GET", "POST"])
@require(Permission.INSPECTION_RUN)
def inspection_list(request: HttpRequest) -> HttpResponse:
    """The draws so far, and the form that makes one."""
    on = today()
    form = InspectionForm(request.POST or None, user=request.user, on=on)
    if request.method == "POST" and (inspection := form.try_save()):
        return _sent(request, inspection)
    rows = Inspection.objects.visible_to(request.user).select_related("created_by")
    table = paged(request, InspectionTable(rows), PER_PAGE)
    page = {"table": table, "form": form, "readiness": readiness(request.user, on)}
    return render(request, "reporting/inspection_list.html", page)


def _sent(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Hand over to a worker, then show the sample, where the print's progress stands."""
    if not send_inspection(inspection):
        messages.error(request, NO_PRINTER)
    return redirect(inspection)


def _inspection(request: HttpRequest, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.user).select_related("created_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
@require(Permission.INSPECTION_RUN)
def inspection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    inspection = _inspection(request, pk)
    on = today()
    files = read_files(readable(inspection.journeys, request.user), on)
    page = _printing(inspection) | {
        "files": files,
        "in_order": sum(file.is_in_order for file in files),
        "on": on,
    }
    return render(request, "reporting/inspection_detail.html", page)


def _printing(inspection: Inspection) -> dict[str, object]:
    status = ReportStatus(inspection.status)
    return {"inspection": inspection, "is_printing": not status.is_finished, "status": status}


@require_safe
@require(Permission.INSPECTION_RUN)
def inspection_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The box of the print, asked for every two seconds until it is there."""
    page = _printing(_inspection(request, pk))
    return render(request, "reporting/inspection_print.html", page)


@require_POST
@require(Permission.INSPECTION_RUN)
def inspection_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the same sample again, as its files are now."""
    inspection = _inspection(request, pk)
    ask_again(inspection=inspection)
    return _sent(request, inspection)


@require_safe
@require(Permission.INSPECTION_RUN)
def inspection_pdf(request: HttpRequest, pk: int) -> FileResponse:
    """The printed files; each person's file is noted as opened."""
    inspection = _inspection(request, pk)
    kept = inspection.pdf
    if not kept or not kept.storage.exists(kept.name):
        raise Http404("Ce fichier n'existe pas.")
    note_openings(inspection=inspection, by=request.user)
    response = FileResponse(
        kept.open("rb"),
        as_attachment=True,
        filename=file_name(inspection),
        content_type="application/pdf",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
