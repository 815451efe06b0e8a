"""Obstacles of the skills tab; the words of a sealed one open on request, and that is kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from beneficiaries.forms.obstacles import ObstacleForm, SealedNoteForm
from beneficiaries.models import Beneficiary, Obstacle
from beneficiaries.panels import open_file
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

TAB = "beneficiaries:panel-skills"
PART, SEALED_PART = "Freins", "Frein scellé"


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def obstacle_create(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, PART)
    row = Obstacle(beneficiary=beneficiary)
    return _written(request, row, beneficiary, "Noter un frein", {"noted_on": today()})


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def obstacle_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Status, day, words; those of a sealed one are not here."""
    row = _obstacle(request, pk)
    beneficiary = open_file(request, row.beneficiary_id, PART)
    return _written(request, row, beneficiary, f"Frein : {row}")


@require_POST
@require(Permission.SEALED_READ)
def obstacle_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the sealed words; who asked is kept with the openings of the file."""
    row = _obstacle(request, pk)
    beneficiary = open_file(request, row.beneficiary_id, SEALED_PART)
    form = SealedNoteForm(initial={"note": row.note}, obstacle=row, user=request.user)
    page = {"form": form, "obstacle": row, "beneficiary": beneficiary}
    return render(request, "beneficiaries/obstacle_opened.html", page)


@require_POST
@require(Permission.SEALED_READ)
def obstacle_note(request: HttpRequest, pk: int) -> HttpResponse:
    row = _obstacle(request, pk)
    beneficiary = open_file(request, row.beneficiary_id, SEALED_PART)
    form = SealedNoteForm(request.POST, obstacle=row, user=request.user)
    if form.try_save():
        messages.success(request, "La précision scellée est à jour.")
        return redirect(TAB, row.beneficiary_id)
    page = {"form": form, "obstacle": row, "beneficiary": beneficiary}
    return render(request, "beneficiaries/obstacle_opened.html", page)


def _obstacle(request: HttpRequest, pk: int) -> Obstacle:
    rows = Obstacle.objects.visible_to(request.user).select_related("beneficiary")
    return get_object_or_404(rows, pk=pk)


def _written(
    request: HttpRequest,
    row: Obstacle,
    beneficiary: Beneficiary,
    title: str,
    start: dict | None = None,
) -> HttpResponse:
    form = ObstacleForm(
        request.POST or None, instance=row, initial=start, user=request.user, on=today()
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le frein est à jour.")
        return redirect(TAB, beneficiary.pk)
    page = {"form": form, "title": title, "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/form.html", page)
