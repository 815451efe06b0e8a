"""What a cohort learns: the grid of its participants and skills, and the paper at the end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today
from training.forms.learning import LearningForm
from training.models import Cohort
from training.queries.hours import with_minutes
from training.queries.learning import grid_of, learned_by, papers_due


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_READ)
def learning(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    may_note = request.user.has_verb(Permission.ATTENDANCE_WRITE)
    if request.method == "POST" and not may_note:
        raise PermissionDenied
    form = LearningForm(
        request.POST if request.method == "POST" else None,
        cohort=cohort,
        grid=grid_of(cohort),
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save() is not None:
        messages.success(request, "Les acquis sont notés ; ils sont au dossier des personnes.")
        return redirect("training:learning", cohort.pk)
    context = {"form": form, "grid": form.grid, "cohort": cohort, "may_note": may_note}
    return render(request, "training/learning.html", context)


@require_safe
@require(Permission.ATTENDANCE_WRITE, Permission.OWN_SPACE)
def attestation(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate or attestation of one person; a person reads the own ones."""
    rows = with_minutes(papers_due().visible_to(request.user))
    rows = rows.select_related("beneficiary", "cohort__programme__operator", "cohort__coordinator")
    enrolment = get_object_or_404(rows, pk=pk)
    page = {"enrolment": enrolment, "learned": learned_by(enrolment), "on": today()}
    return paper_response("training/attestation_paper.html", page, "attestation.pdf")
