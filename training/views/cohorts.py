"""The cohorts of a programme: their places, persons and calendar."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.forms.catalogue import CohortForm
from training.models import Cohort, Programme
from training.queries.catalogue import sessions_of, with_places
from training.queries.hours import minutes_given
from training.queries.participants import enrolments_of


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def cohort_create(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    initial = {"coordinator": request.user, "places": 12}
    blank = Cohort(programme=programme)
    form = CohortForm(request.POST or None, instance=blank, initial=initial)
    if form.is_valid() and (cohort := form.save(by=request.user)):
        messages.success(request, f"Le groupe « {cohort} » est ouvert : inscrivez des personnes.")
        return redirect(cohort)
    context = {"form": form, "heading": "Nouveau groupe", "programme": programme, "cohort": None}
    return render(request, "training/cohort_form.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def cohort_edit(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    form = CohortForm(request.POST or None, instance=cohort)
    if form.is_valid() and form.save(by=request.user):
        messages.success(request, "Le groupe est modifié.")
        return redirect(cohort)
    context = {
        "form": form,
        "heading": "Modifier le groupe",
        "programme": cohort.programme,
        "cohort": cohort,
    }
    return render(request, "training/cohort_form.html", context)


@require_safe
@require(Permission.TRAINING_READ)
def cohort_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = with_places(Cohort.objects.visible_to(request.user))
    cohort = get_object_or_404(visible.select_related("programme", "coordinator"), pk=pk)
    context = {
        "cohort": cohort,
        "on": today(),
        "enrolments": enrolments_of(cohort, request.user),
        "sessions": sessions_of(cohort),
        "minutes_given": minutes_given(cohort),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
        "may_note": request.user.has_verb(Permission.ATTENDANCE_WRITE),
    }
    return render(request, "training/cohort_detail.html", context)
