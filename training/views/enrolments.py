"""Who enters a cohort, and how an enrolment moves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.wording import of
from training.enums import EnrolmentStatus
from training.forms.enrolments import EnrolForm, MoveForm
from training.models import Cohort, Enrolment
from training.queries.candidates import candidates
from training.queries.catalogue import places_of


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def enrolment_create(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    initial = {"enrolled_on": today(), "beneficiary": request.GET.get("personne")}
    form = EnrolForm(
        request.POST or None, initial=initial, cohort=cohort, user=request.user, on=today()
    )
    if request.method == "POST" and form.is_told and (enrolment := form.try_save()):
        tell_entry(request, enrolment)
        return redirect(cohort)
    found = candidates(cohort, request.user, request.GET.get("q", ""), form["beneficiary"].value())
    context = {"form": form, "cohort": cohort, "places": places_of(cohort), "found": found}
    return render(request, "training/enrolment_create.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def enrolment_move(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Enrolment.objects.visible_to(request.user)
    enrolment = get_object_or_404(visible.select_related("cohort__programme", "beneficiary"), pk=pk)
    initial = {"moved_on": today()}
    form = MoveForm(
        request.POST or None, initial=initial, enrolment=enrolment, user=request.user, on=today()
    )
    if request.method == "POST" and (moved := form.try_save()):
        label = EnrolmentStatus(moved.status).label
        messages.success(request, f"{enrolment.beneficiary} : {label.lower()}.")
        return redirect(enrolment.cohort)
    context = {
        "form": form,
        "enrolment": enrolment,
        "title": f"Inscription {of(enrolment.beneficiary)}",
        "submit": "Enregistrer",
        "back": enrolment.cohort.name,
        "back_url": enrolment.cohort.get_absolute_url(),
        "lede": f"{enrolment.cohort.programme}, {enrolment.cohort}.",
    }
    return render(request, "training/enrolment_move.html", context)


def tell_entry(request: HttpRequest, enrolment: Enrolment) -> None:
    if enrolment.status == EnrolmentStatus.WAITING:
        messages.warning(
            request,
            f"{enrolment.beneficiary} est sur la liste d'attente : le groupe est complet, ou "
            "d'autres attendent déjà.",
        )
    else:
        messages.success(request, f"{enrolment.beneficiary} a une place dans le groupe.")
