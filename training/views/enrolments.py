"""Who enters a cohort, and how an enrolment moves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.enums import EnrolmentStatus
from training.forms.enrolments import EnrolForm, MoveForm
from training.models import Cohort, Enrolment
from training.queries.candidates import candidates
from training.queries.catalogue import with_places


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def enrolment_create(request: HttpRequest, pk: int) -> HttpResponse:
    visible = with_places(Cohort.objects.visible_to(request.user)).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    form = EnrolForm(
        request.POST or None, cohort=cohort, user=request.user, initial={"enrolled_on": today()}
    )
    if form.is_valid() and (enrolment := form.save(on=today())):
        tell_entry(request, enrolment)
        return redirect(cohort)
    found = candidates(cohort, request.user, request.GET, form["beneficiary"].value())
    context = {"form": form, "cohort": cohort, "found": found}
    return render(request, "training/enrolment_create.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def enrolment_move(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Enrolment.objects.visible_to(request.user)
    enrolment = get_object_or_404(visible.select_related("cohort__programme", "beneficiary"), pk=pk)
    form = MoveForm(request.POST or None, enrolment=enrolment, initial={"moved_on": today()})
    if form.is_valid() and (moved := form.save(by=request.user, on=today())):
        label = EnrolmentStatus(moved.status).label
        messages.success(request, f"{enrolment.beneficiary} : {label.lower()}.")
        return redirect(enrolment.cohort)
    context = {"form": form, "enrolment": enrolment, "cohort": enrolment.cohort}
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
