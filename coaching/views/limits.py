"""What moves a limit, or says why it does not: breaks, extension, correction."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from coaching.forms.limits import BreakForm, CorrectionForm, ExtensionForm
from coaching.models import Journey, JourneyBreak
from coaching.services.limits import cancel_break, extension_refusal
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today


def _journey(request: HttpRequest, pk: int) -> Journey:
    rows = Journey.objects.visible_to(request.user).select_related("beneficiary", "regime")
    return get_object_or_404(rows, pk=pk)


def _pause(request: HttpRequest, pk: int) -> JourneyBreak:
    rows = JourneyBreak.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("journey__beneficiary", "journey__regime"), pk=pk)


def _panel(journey: Journey) -> HttpResponse:
    return redirect("coaching:panel-journey", journey.beneficiary_id)


def _page(request: HttpRequest, form, journey: Journey, title: str, submit: str, lede: str):
    back = reverse("coaching:panel-journey", args=[journey.beneficiary_id])
    return form_page(request, form, title, submit, (journey.beneficiary, back), lede)


def _effect(journey: Journey) -> str:
    """What a break does to the limit under the regime of the parcours."""
    if journey.regime.breaks_move_limit:
        return f"Elle déplace l'échéance d'autant de jours ({journey.regime.breaks_article})."
    cited = f" ({journey.regime.agreement_article})" if journey.regime.agreement_article else ""
    return f"Elle ne déplace pas l'échéance{cited} ; le rappel « sans contact » se tait."


@require(Permission.JOURNEY_WRITE)
def break_create(request: HttpRequest, pk: int) -> HttpResponse:
    journey = _journey(request, pk)
    on = today()
    form = BreakForm(
        request.POST or None,
        initial={"starts_on": on},
        journey=journey,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Suspension notée.")
        return _panel(journey)
    title = "Convenir d'une suspension"
    return _page(request, form, journey, title, "Noter la suspension", _effect(journey))


@require(Permission.JOURNEY_WRITE)
def break_edit(request: HttpRequest, pk: int) -> HttpResponse:
    pause = _pause(request, pk)
    journey = pause.journey
    form = BreakForm(
        request.POST or None, instance=pause, journey=journey, user=request.user, on=today()
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Suspension modifiée.")
        return _panel(journey)
    title = "Modifier la suspension"
    return _page(request, form, journey, title, "Enregistrer", _effect(journey))


@require_POST
@require(Permission.JOURNEY_WRITE)
def break_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    pause = _pause(request, pk)
    try:
        cancel_break(pause=pause, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Suspension retirée ; l'historique la garde.")
    return _panel(pause.journey)


@require(Permission.JOURNEY_WRITE)
def limit_extend(request: HttpRequest, pk: int) -> HttpResponse:
    journey = _journey(request, pk)
    form = ExtensionForm(request.POST or None, journey=journey, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "Convention prolongée.")
        return _panel(journey)
    if request.method == "GET" and (refusal := extension_refusal(journey)):
        messages.error(request, refusal)
        return _panel(journey)
    lede = "Une seule fois, dans la limite du texte sous lequel la convention a été signée."
    title = "Prolonger la convention"
    return _page(request, form, journey, title, "Prolonger", lede)


@require(Permission.LIMIT_CORRECT)
def limit_correct(request: HttpRequest, pk: int) -> HttpResponse:
    journey = _journey(request, pk)
    form = CorrectionForm(
        request.POST or None,
        initial={"agreed_on": journey.agreed_on},
        journey=journey,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Date corrigée ; la raison est gardée avec l'échéance.")
        return _panel(journey)
    title = "Corriger la date de la convention"
    lede = "La correction, son auteur et sa raison restent visibles dans le parcours."
    return _page(request, form, journey, title, "Corriger", lede)
