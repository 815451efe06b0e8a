"""A contract that runs: corrected, extended, suspended. The file must be one's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from beneficiaries.models import Beneficiary
from coaching.forms.contracts import ContractForm, ExtensionForm, WorkBreakForm
from coaching.services.contracts import withdraw_break, withdraw_extension
from employers.models import ContractExtension, Placement, WorkBreak
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.wording import day_full

BREAK_LEDE = "Les jours où le contrat est suspendu. Ne notez pas pourquoi."


def own_placement(request: HttpRequest, pk: int) -> Placement:
    """Of a person whose file the reader may open; 404 otherwise."""
    persons = Beneficiary.objects.visible_to(request.user)
    rows = Placement.objects.visible_to(request.user).filter(beneficiary__in=persons)
    return get_object_or_404(rows.select_related("beneficiary", "employer"), pk=pk)


def _page(
    request: HttpRequest, form: BaseForm, placement: Placement, title: str, lede: str = ""
) -> HttpResponse:
    back = (placement, placement.get_absolute_url())
    return form_page(request, form, title, "Enregistrer", back, lede)


@require(Permission.PLACEMENT_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    placement = own_placement(request, pk)
    name, address = str(placement), placement.get_absolute_url()
    form = ContractForm(
        request.POST or None,
        request.FILES or None,
        instance=placement,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Contrat corrigé ; l'objectif et les suivis en tiennent compte.")
        return redirect(address)
    page = {"form": form, "placement": placement, "name": name}
    return render(request, "coaching/contract_edit.html", page)


@require(Permission.PLACEMENT_WRITE)
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    placement = own_placement(request, pk)
    on = today()
    form = ExtensionForm(
        request.POST or None,
        initial={"agreed_on": on},
        placement=placement,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Prolongation notée ; l'ancien terme reste dans l'historique.")
        return redirect(placement)
    term = placement.planned_end_on
    lede = f"Terme actuel : {day_full(term)}." if term else "Ce contrat n'a pas de terme."
    return _page(request, form, placement, "Prolonger le contrat", lede)


@require_POST
@require(Permission.PLACEMENT_WRITE)
def extension_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    extension = get_object_or_404(ContractExtension.objects.visible_to(request.user), pk=pk)
    placement = own_placement(request, extension.placement_id)
    try:
        withdraw_extension(extension=extension, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Prolongation retirée ; l'historique la garde.")
    return redirect(placement)


@require(Permission.PLACEMENT_WRITE)
def break_create(request: HttpRequest, pk: int) -> HttpResponse:
    placement = own_placement(request, pk)
    on = today()
    form = WorkBreakForm(
        request.POST or None,
        initial={"starts_on": on},
        instance=WorkBreak(placement=placement),
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Interruption notée.")
        return redirect(placement)
    return _page(request, form, placement, "Noter une interruption", BREAK_LEDE)


@require(Permission.PLACEMENT_WRITE)
def break_edit(request: HttpRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(WorkBreak.objects.visible_to(request.user), pk=pk)
    placement = own_placement(request, pause.placement_id)
    form = WorkBreakForm(request.POST or None, instance=pause, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "Interruption modifiée.")
        return redirect(placement)
    return _page(request, form, placement, "Modifier l'interruption", BREAK_LEDE)


@require_POST
@require(Permission.PLACEMENT_WRITE)
def break_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(WorkBreak.objects.visible_to(request.user), pk=pk)
    placement = own_placement(request, pause.placement_id)
    withdraw_break(pause=pause, by=request.user, on=today())
    messages.success(request, "Interruption retirée ; l'historique la garde.")
    return redirect(placement)
