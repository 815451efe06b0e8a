"""Periods and documents of a person, from the eligibility tab."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.forms.situations import HandicapForm, SituationForm
from beneficiaries.models import HandicapRecognition, Situation
from beneficiaries.panels import open_file
from beneficiaries.services.situations import remove_dated
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

TAB = "beneficiaries:panel-eligibility"
PERIODS, DOCUMENTS = "Périodes", "Documents de handicap"


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def situation_create(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, PERIODS)
    row = Situation(beneficiary=beneficiary)
    form = SituationForm(request.POST or None, instance=row, user=request.user)
    return _written(request, form, "Ajouter une période", "La période est au dossier.")


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def situation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Situation.objects.visible_to(request.user), pk=pk)
    open_file(request, row.beneficiary_id, PERIODS)
    form = SituationForm(request.POST or None, instance=row, user=request.user)
    return _written(request, form, "Modifier une période", "La période est à jour.")


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def situation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Situation.objects.visible_to(request.user), pk=pk)
    return _removed(request, row, "Retirer cette période ?")


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def handicap_create(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, DOCUMENTS)
    row = HandicapRecognition(beneficiary=beneficiary)
    form = HandicapForm(request.POST or None, instance=row, user=request.user)
    return _written(request, form, "Ajouter un document", "Le document est au dossier.")


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def handicap_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(HandicapRecognition.objects.visible_to(request.user), pk=pk)
    return _removed(request, row, "Retirer ce document ?")


def _written(
    request: HttpRequest, form: SituationForm | HandicapForm, title: str, done: str
) -> HttpResponse:
    beneficiary = form.instance.beneficiary
    if request.method == "POST" and form.try_save():
        messages.success(request, done)
        return redirect(TAB, beneficiary.pk)
    page = {"form": form, "title": title, "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/form.html", page)


def _removed(
    request: HttpRequest, row: Situation | HandicapRecognition, question: str
) -> HttpResponse:
    beneficiary = open_file(request, row.beneficiary_id, PERIODS)
    if request.method == "POST":
        remove_dated(row=row, by=request.user)
        messages.success(request, "C'est retiré ; l'historique en garde la trace.")
        return redirect(TAB, beneficiary.pk)
    page = {"row": row, "title": question, "beneficiary": beneficiary, "back": TAB}
    return render(request, "beneficiaries/confirm.html", page)
