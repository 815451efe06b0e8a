"""Preparing an inspection: the draw, and its files printed as one PDF."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from beneficiaries.models import FileOpening
from coaching.models import Journey
from mirec.accounts.models import User
from mirec.core.pdf import render_paper
from reporting.enums import ReportStatus
from reporting.inspected import read_files
from reporting.models import Inspection
from reporting.queries.inspections import drawn, running
from reporting.services.snapshot import INSPECTION_LOCK, only_one

PAPER = "reporting/inspection_paper.html"


@transaction.atomic
def draw_inspection(
    *, starts_on: date, ends_on: date, size: int, seed: int, by: User | None, on: date
) -> Inspection:
    """Draw the sample and keep it with what it was drawn by; raises ValidationError when empty."""
    journeys = running(starts_on, ends_on)
    keys = drawn(journeys, seed=seed, size=size)
    if not keys:
        raise ValidationError("Aucun parcours ne courait pendant cette période.")
    return Inspection.objects.create(
        starts_on=starts_on,
        ends_on=ends_on,
        size=size,
        seed=seed,
        population=journeys.count(),
        journeys=keys,
        drawn_on=on,
        created_by=by,
    )


def print_files(inspection: Inspection, on: date) -> bool:
    """One PDF, a bookmark a person, as the files are on the day; False when another prints it.

    Raises NoPangoError. Call it outside any transaction.
    """
    with only_one(inspection.pk, INSPECTION_LOCK) as alone:
        if not alone:
            return False
        _tell(inspection, ReportStatus.RUNNING)
        page = {
            "inspection": inspection,
            "files": read_files(inspection.journeys, on, whole=True),
            "on": on,
        }
        _keep(inspection, render_paper(PAPER, page))
    return True


def _keep(inspection: Inspection, body: bytes) -> None:
    """The file first, then the row; a former print leaves nothing behind."""
    former = inspection.pdf.name
    inspection.pdf.save(f"{inspection.pk}/{file_name(inspection)}", ContentFile(body), save=False)
    inspection.status, inspection.message = ReportStatus.DONE, ""
    inspection.save(update_fields=["pdf", "status", "message"])
    if former and former != inspection.pdf.name:
        inspection.pdf.storage.delete(former)


def ask_again(*, inspection: Inspection) -> None:
    _tell(inspection, ReportStatus.QUEUED)


def hold(inspection: Inspection, message: str) -> None:
    """Nobody could be told to print it: it waits, and says why."""
    _tell(inspection, ReportStatus.QUEUED, message)


def fail(inspection: Inspection, message: str) -> None:
    _tell(inspection, ReportStatus.FAILED, message)


def _tell(inspection: Inspection, status: ReportStatus, message: str = "") -> None:
    inspection.status, inspection.message = status, message
    inspection.save(update_fields=["status", "message"])


def note_openings(*, inspection: Inspection, by: User) -> None:
    """Whoever takes the PDF opens the file of each person in it."""
    persons = Journey.objects.filter(pk__in=inspection.journeys).values_list("beneficiary_id")
    FileOpening.objects.bulk_create(
        FileOpening(beneficiary_id=person, opened_by=by, part=f"Inspection {inspection.pk} (PDF)")
        for (person,) in persons.distinct()
    )


def file_name(inspection: Inspection) -> str:
    """« inspection-7.pdf »: nothing of a person."""
    return f"inspection-{inspection.pk}.pdf"
