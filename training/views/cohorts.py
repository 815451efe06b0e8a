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
from training.queries.catalogue import places_of, sessions_of
from training.queries.hours import minutes_given, minutes_planned
from training.queries.participants import enrolments_of
from training.views.pages import form_page


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def cohort_create(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    initial = {"coordinator": request.user, "places": 12}
    blank = Cohort(programme=programme)
    form = CohortForm(request.POST or None, instance=blank, initial=initial, user=request.user)
    if request.method == "POST" and (cohort := form.try_save()):
        messages.success(request, f"Le groupe « {cohort} » est ouvert : inscrivez des personnes.")
        return redirect(cohort)
    back = (programme.title, programme.get_absolute_url())
    return form_page(request, form, "Nouveau groupe", "Ouvrir le groupe", back)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def cohort_edit(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    back = (cohort.name, cohort.get_absolute_url())
    form = CohortForm(request.POST or None, instance=cohort, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le groupe est modifié.")
        return redirect(cohort)
    return form_page(request, form, "Modifier le groupe", "Enregistrer", back)


@require_safe
@require(Permission.TRAINING_READ)
def cohort_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme", "coordinator")
    cohort = get_object_or_404(visible, pk=pk)
    context = {
        "cohort": cohort,
        "places": places_of(cohort),
        "on": today(),
        "enrolments": enrolments_of(cohort, request.user),
        "sessions": sessions_of(cohort),
        "planned": minutes_planned(cohort),
        "minutes_given": minutes_given(cohort),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
        "may_note": request.user.has_verb(Permission.ATTENDANCE_WRITE),
    }
    return render(request, "training/cohort_detail.html", context)
