"""Asking for a report, producing it, and keeping what came out."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.core.files.base import ContentFile
from django.db.models.functions import Now

from mirec.core.pdf import NoPangoError, render_pdf
from reporting.documents.html import render_html
from reporting.documents.xlsx import render_xlsx
from reporting.enums import ReportFormat, ReportStatus
from reporting.models import Report
from reporting.services.annual import canonical, compute_annual, fingerprint
from reporting.services.snapshot import Progress, one_snapshot, only_one, side_connection

ALL_FORMATS = tuple(ReportFormat)
OTHER_FORMATS = "Le rapport est disponible en XLSX, JSON et HTML."
WAITING = "En attente du service de calcul"
FILES = ("pdf", "xlsx", "json", "html")
_SAY = "UPDATE reporting_report SET step = %s, progress = %s WHERE id = %s AND status = 'running'"


def request_report(*, year: int, by, on: date) -> Report:
    """A report to be produced, kept with its parameters and its author (None: the command)."""
    return Report.objects.create(year=year, requested_by=by, computed_on=on, step=WAITING)


def ask_again(*, report: Report, on: date) -> Report:
    """Back to the queue, to be computed on the day; a finished report is never redone."""
    Report.objects.filter(pk=report.pk).exclude(status=ReportStatus.DONE).update(
        status=ReportStatus.QUEUED,
        progress=0,
        step=WAITING,
        message="",
        finished_at=None,
        computed_on=on,
    )
    report.refresh_from_db()
    return report


def produce(report: Report, formats: Iterable[ReportFormat] = ALL_FORMATS) -> bool:
    """Compute and keep the report; False when it is done already or another worker is at it.

    Can be called twice (a message may be delivered again after a worker's death): the second
    call starts over, and a finished report stays as it is. Call it outside any transaction.
    """
    with only_one(report.pk) as alone:
        if not alone or not _start(report):
            return False
        with _telling(report) as say:
            with one_snapshot():
                content = compute_annual(report.year, report.computed_on, say)
            _finish(report, content, *_documents(content, tuple(formats), say))
    report.refresh_from_db()
    return True


def hold(report: Report, message: str) -> None:
    """Nobody could be told to make it: it waits, and says why."""
    Report.objects.filter(pk=report.pk, status=ReportStatus.QUEUED).update(message=message)


def fail(report: Report, message: str) -> None:
    """Keep what went wrong, in words for the manager."""
    Report.objects.filter(pk=report.pk).exclude(status=ReportStatus.DONE).update(
        status=ReportStatus.FAILED, message=message, step="", finished_at=Now()
    )


def _start(report: Report) -> bool:
    return bool(
        Report.objects.filter(pk=report.pk)
        .exclude(status=ReportStatus.DONE)
        .update(
            status=ReportStatus.RUNNING,
            progress=0,
            step="Début du calcul",
            message="",
            finished_at=None,
        )
    )


@contextmanager
def _telling(report: Report) -> Iterator[Progress]:
    """Progress that the browser sees at once, beside the snapshot's own transaction."""
    with side_connection() as execute:
        yield lambda step, percent: execute(_SAY, [step, percent, report.pk])


def _documents(
    content: dict, formats: tuple[ReportFormat, ...], say: Progress
) -> tuple[dict[str, bytes], str]:
    """The files by format, and a sentence about what could not be made ("" when all was)."""
    sha256 = fingerprint(content)
    files: dict[str, bytes] = {}
    message = ""
    if ReportFormat.JSON in formats:
        files["json"] = canonical(content)
    if ReportFormat.XLSX in formats:
        say("Mise en forme du tableur", 65)
        files["xlsx"] = render_xlsx(content, sha256)
    if {ReportFormat.HTML, ReportFormat.PDF} & set(formats):
        say("Dessin des graphiques", 70)
        page = render_html(content, sha256)
        if ReportFormat.HTML in formats:
            files["html"] = page.encode()
        if ReportFormat.PDF in formats:
            say("Mise en page du PDF", 80)
            try:
                files["pdf"] = render_pdf(page)
            except NoPangoError as missing:
                message = f"{missing} {OTHER_FORMATS}"
    say("Rangement des documents", 98)
    return files, message


def _finish(report: Report, content: dict, files: dict[str, bytes], message: str) -> None:
    """Files first, then the row: whoever reads « prêt » finds them."""
    for name in FILES:
        _replace(report, name, files.get(name))
    report.content = content
    report.sha256 = fingerprint(content)
    report.status = ReportStatus.DONE
    report.progress = 100
    report.step = ""
    report.message = message
    report.finished_at = Now()
    report.save()


def _replace(report: Report, name: str, body: bytes | None) -> None:
    """The same place at each production, so that a second one leaves nothing behind."""
    field = getattr(report, name)
    path = f"{report.pk}/{file_name(report, name)}"
    field.storage.delete(field.field.generate_filename(report, path))
    if body is None:
        setattr(report, name, "")
    else:
        field.save(path, ContentFile(body), save=False)


def file_name(report: Report, extension: str) -> str:
    """« rapport-annuel-2026.pdf »: nothing of a person, nothing a system could misread."""
    return f"rapport-annuel-{report.year}.{extension}"
