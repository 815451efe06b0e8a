"""The reports: asking for one, watching it, reading it, taking its files."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged
from reporting.enums import ReportFormat, ReportStatus
from reporting.forms import YearForm
from reporting.models import Report
from reporting.reading import read
from reporting.services.production import ask_again, file_name
from reporting.tables import ReportTable
from reporting.tasks import NO_BROKER, send

PER_PAGE = 25
PATIENCE = {ReportStatus.QUEUED: timedelta(seconds=30), ReportStatus.RUNNING: timedelta(minutes=10)}
"""How long a report may stay in a state before one may ask again."""
ANNOUNCE_EVERY = 25
CONTENT_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ReportFormat.JSON: "application/json; charset=utf-8",
    ReportFormat.HTML: "text/html; charset=utf-8",
}


@require(Permission.REPORT_READ)
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    return _list(request, YearForm(user=request.user, on=today()))


@require(Permission.REPORT_RUN)
def create(request: HttpRequest) -> HttpResponse:
    form = YearForm(request.POST or None, user=request.user, on=today())
    if request.method == "POST" and (report := form.try_save()):
        return _sent(request, report)
    return _list(request, form)


def _list(request: HttpRequest, form: YearForm) -> HttpResponse:
    reports = Report.objects.visible_to(request.user).defer("content")
    table = paged(request, ReportTable(reports.select_related("requested_by")), PER_PAGE)
    context = {"table": table, "form": form, "may_run": _may_run(request), "on": today()}
    return render(request, "reporting/list.html", context)


def _sent(request: HttpRequest, report: Report) -> HttpResponse:
    """Hand over to a worker, then show the report, where its progress stands."""
    if not send(report):
        messages.error(request, NO_BROKER)
    return redirect(report)


def _may_run(request: HttpRequest) -> bool:
    return request.user.has_verb(Permission.REPORT_RUN)


def _report(request: HttpRequest, pk: int) -> Report:
    reports = Report.objects.visible_to(request.user).select_related("requested_by")
    return get_object_or_404(reports, pk=pk)


@require(Permission.REPORT_READ)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    return render(request, "reporting/detail.html", _shown(request, report))


def _shown(request: HttpRequest, report: Report) -> dict[str, object]:
    status = ReportStatus(report.status)
    return {
        "report": report,
        "shown": read(report.content),
        "is_finished": status.is_finished,
        "is_failed": status == ReportStatus.FAILED,
        "may_run": _may_run(request),
        "may_ask_again": _may_run(request) and _is_overdue(report, timezone.now()),
        "reached": report.progress // ANNOUNCE_EVERY * ANNOUNCE_EVERY,
        "is_news": False,
    }


def _is_overdue(report: Report, now: datetime) -> bool:
    """It failed, nobody could be told, or nothing has come of it for too long."""
    status = ReportStatus(report.status)
    if status.is_finished:
        return status == ReportStatus.FAILED
    return bool(report.message) or now - report.requested_at > PATIENCE[status]


@require(Permission.REPORT_READ)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress box, asked for every two seconds; once finished, the whole report instead.

    `annonce` is the last quarter that was read aloud: only a new one is announced.
    """
    report = _report(request, pk)
    shown = _shown(request, report)
    if shown["is_finished"]:
        response = render(request, "reporting/body.html", shown | {"is_news": True})
        response["HX-Retarget"], response["HX-Reswap"] = "#rapport", "outerHTML"
        return response
    shown["is_news"] = request.GET.get("annonce", "0") != str(shown["reached"])
    return render(request, "reporting/progress.html", shown)


@require(Permission.REPORT_RUN)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    report = _report(request, pk)
    if report.status == ReportStatus.DONE:
        messages.info(request, "Ce rapport est déjà prêt.")
        return redirect(report)
    return _sent(request, ask_again(report=report, on=today()))


@require(Permission.REPORT_READ)
@require_safe
def download(request: HttpRequest, pk: int, format: str) -> FileResponse:
    """One file of a report, as an attachment whose name holds nothing but the year."""
    report = _report(request, pk)
    if format not in ReportFormat.values:
        raise Http404
    kept = getattr(report, format)
    if not kept or not kept.storage.exists(kept.name):
        raise Http404("Ce fichier n'existe pas.")
    response = FileResponse(
        kept.open("rb"),
        as_attachment=True,
        filename=file_name(report, format),
        content_type=CONTENT_TYPES[ReportFormat(format)],
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
