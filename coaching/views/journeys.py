"""Opening, deciding and closing a parcours."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from beneficiaries.queries.proofs import proved_now
from coaching.clocks import clock_of
from coaching.filters import JourneyFilter
from coaching.forms.journeys import AgreementForm, JourneyCloseForm, JourneyOpenForm
from coaching.models import Journey
from coaching.services.quota import derogation_room
from coaching.tables import JourneyTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged
from mirec.core.wording import of


def _journey(request: HttpRequest, pk: int) -> Journey:
    rows = Journey.objects.visible_to(request.user).select_related(
        "beneficiary", "regime", "assessment", "agreed_by", "closed_by"
    )
    return get_object_or_404(rows, pk=pk)


def _panel(beneficiary_pk: int) -> HttpResponse:
    return redirect("coaching:panel-journey", beneficiary_pk)


@require(Permission.JOURNEY_READ)
def journey_list(request: HttpRequest) -> HttpResponse:
    rows = Journey.objects.visible_to(request.user).select_related("beneficiary__coach")
    rows = rows.defer(*LEFT_SEALED)
    filtered = JourneyFilter(request.GET, rows, on=today(), request=request)
    table = paged(request, JourneyTable(filtered.qs))
    return render(request, "coaching/journey_list.html", {"table": table, "filter": filtered})


@require(Permission.JOURNEY_READ)
def journey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _panel(_journey(request, pk).beneficiary_id)


@require(Permission.JOURNEY_WRITE)
def journey_open(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    on = today()
    form = JourneyOpenForm(
        request.POST or None,
        initial={"opened_on": on},
        beneficiary=beneficiary,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Parcours ouvert pour {beneficiary}.")
        return _panel(beneficiary.pk)
    context = {"form": form, "beneficiary": beneficiary}
    return render(request, "coaching/journey_open.html", context)


@require(Permission.JOURNEY_WRITE)
def journey_agree(request: HttpRequest, pk: int) -> HttpResponse:
    journey = _journey(request, pk)
    on = today()
    form = AgreementForm(
        request.POST or None,
        initial={"agreed_on": on, "assessment": journey.beneficiary.assessments.first()},
        journey=journey,
        user=request.user,
        on=on,
        may_derogate=request.user.has_verb(Permission.DEROGATION_GRANT),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Convention enregistrée : les délais sont fixés.")
        return _panel(journey.beneficiary_id)
    context = {
        "form": form,
        "journey": journey,
        "clock": clock_of(journey, on),
        "quota": derogation_room(regime=journey.regime, on=on),
        "proofs": proved_now(journey.beneficiary, on),
    }
    return render(request, "coaching/journey_agree.html", context)


@require(Permission.JOURNEY_WRITE)
def journey_close(request: HttpRequest, pk: int) -> HttpResponse:
    journey = _journey(request, pk)
    on = today()
    form = JourneyCloseForm(
        request.POST or None, initial={"closed_on": on}, journey=journey, user=request.user, on=on
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Parcours {of(journey.beneficiary)} clôturé.")
        return _panel(journey.beneficiary_id)
    return render(request, "coaching/journey_close.html", {"form": form, "journey": journey})
