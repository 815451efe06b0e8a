"""Twins of an employer: found, compared, made one, parted again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from employers.forms.merging import EmployerMergeForm
from employers.lookups import employers
from employers.models import Employer, EmployerMerge
from employers.queries.merging import hangings_of
from employers.services.merging import undo_employer_merge
from employers.twins import described, twins_of
from employers.views.organisations import open_employer
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

LONGEST_NAME, SHOWN = 160, 10


@require_safe
@require(Permission.EMPLOYER_WRITE)
def doubles(request: HttpRequest, pk: int) -> HttpResponse:
    """Likely twins, and those whose name is asked by `?nom=`."""
    employer = open_employer(request, pk)
    name = request.GET.get("nom", "").replace("\0", "").strip()[:LONGEST_NAME]
    found = employers(name).exclude(pk=pk)[:SHOWN] if name else ()
    page = {
        "employer": employer,
        "twins": twins_of(described(employer), except_pk=pk),
        "name": name,
        "found": found,
        "merges": employer.merges.filter(undone_on=None).select_related("absorbed", "created_by"),
    }
    return render(request, "employers/doubles.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """The employer `other` would become a part of the employer `pk`."""
    kept = open_employer(request, pk)
    if Employer.objects.kept_for(other) == pk:
        return redirect("employers:employer-doubles", pk)
    absorbed = open_employer(request, other)
    form = EmployerMergeForm(
        request.POST or None, kept=kept, absorbed=absorbed, user=request.user, on=today()
    )
    if request.method == "POST" and form.try_save():
        done = f"{absorbed} ne fait plus qu'un avec {kept}. La fusion peut être défaite."
        messages.success(request, done)
        return redirect(kept)
    page = {"form": form, "kept": kept, "absorbed": absorbed,
            "hangings": hangings_of(kept, absorbed)}  # fmt: skip
    return render(request, "employers/merge.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    rows = EmployerMerge.objects.visible_to(request.user).filter(undone_on=None)
    merged = get_object_or_404(rows.select_related("kept", "absorbed"), pk=pk)
    if request.method == "POST":
        try:
            undo_employer_merge(merge=merged, by=request.user, on=today())
        except ValidationError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{merged.absorbed} redevient un employeur à part.")
        return redirect("employers:employer-doubles", merged.kept_id)
    return render(request, "employers/merge_undo.html", {"merge": merged})
