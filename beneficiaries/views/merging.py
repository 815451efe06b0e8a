"""Twins of a file: found, compared, made one, parted again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.forms.merging import MergeForm
from beneficiaries.models import Beneficiary, Merge
from beneficiaries.panels import open_file
from beneficiaries.previews import preview
from beneficiaries.services.merging import undo_merge
from beneficiaries.twins import twins_of_file
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

LONGEST_NUMBER = 12
NOT_YOURS = "Un dossier ouvert pour un remplacement ne se fusionne pas : demandez-le à son équipe."


@require_safe
@require(Permission.FILE_MERGE)
def twins(request: HttpRequest, pk: int) -> HttpResponse:
    """Likely twins, and the file whose number is asked by `?dossier=`."""
    beneficiary = open_file(request, pk, "Doubles")
    number = request.GET.get("dossier", "").replace("\0", "").strip()[:LONGEST_NUMBER]
    others = Beneficiary.objects.visible_to(request.user).exclude(pk=pk).select_related("team")
    page = {
        "beneficiary": beneficiary,
        "twins": twins_of_file(beneficiary, user=request.user),
        "number": number,
        "asked": others.filter(file_number__iexact=number).first() if number else None,
        "merges": beneficiary.merges.filter(undone_on=None).select_related(
            "absorbed", "created_by"
        ),
    }
    return render(request, "beneficiaries/doubles.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_MERGE)
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """The file `other` would become a part of the file `pk`."""
    kept = open_file(request, pk, "Fusion")
    if Beneficiary.objects.kept_for(other) == pk:
        return redirect("beneficiaries:twins", pk)
    absorbed = open_file(request, other, "Fusion")
    if not (kept.is_own_of(request.user) and absorbed.is_own_of(request.user)):
        messages.error(request, NOT_YOURS)
        return redirect("beneficiaries:twins", pk)
    form = MergeForm(
        request.POST or None, kept=kept, absorbed=absorbed, user=request.user, on=today()
    )
    if request.method == "POST" and form.try_save():
        done = f"Le dossier {absorbed.file_number} est dans celui-ci. Il peut en ressortir."
        messages.success(request, done)
        return redirect("beneficiaries:twins", pk)
    return render(request, "beneficiaries/merge.html", {"form": form, **preview(kept, absorbed)})


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_MERGE)
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Merge.objects.visible_to(request.user).filter(undone_on=None)
    merged = get_object_or_404(rows.select_related("kept", "absorbed", "created_by"), pk=pk)
    if not merged.kept.is_own_of(request.user):
        messages.error(request, NOT_YOURS)
        return redirect("beneficiaries:twins", merged.kept_id)
    if request.method == "POST":
        try:
            undo_merge(merge=merged, by=request.user, on=today())
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request, f"Les dossiers sont de nouveau deux : {merged.absorbed.file_number} revit."
            )
        return redirect("beneficiaries:twins", merged.kept_id)
    return render(request, "beneficiaries/merge_undo.html", {"merge": merged})
