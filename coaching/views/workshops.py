"""Workshops: planned, filled, marked, closed into follow-ups."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coaching.filters import GatheringFilter
from coaching.forms.gatherings import WorkshopForm, WorkshopTextForm, copied
from coaching.models import Workshop
from coaching.queries import gatherings
from coaching.rules.gatherings import change_fault
from coaching.services.gatherings import cancel_gathering
from coaching.services.workshops import close_workshop
from coaching.tables import WorkshopTable
from coaching.views.gatherings import (
    cancelling_page,
    closing_page,
    detail_context,
    list_paper,
    tell_moved,
)
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.tables import paged
from mirec.core.wording import plural

LIST = "coaching:workshop-list"


def workshop_of(request: HttpRequest, pk: int) -> Workshop:
    visible = Workshop.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("host"), pk=pk)


@require_safe
@require(Permission.AGENDA_WRITE)
def workshop_list(request: HttpRequest) -> HttpResponse:
    rows = gatherings.with_seats(Workshop.objects.visible_to(request.user))
    filtered = GatheringFilter(request.GET, rows.select_related("host"), at=timezone.now())
    table = paged(request, WorkshopTable(filtered.qs, order_by=filtered.order))
    context = {"table": table, "filter": filtered}
    return render(request, "coaching/gatherings/workshop_list.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_create(request: HttpRequest) -> HttpResponse:
    """`?copie=`: the same a week later, to be changed before it is kept."""
    model = Workshop.objects.visible_to(request.user)
    example = model.filter(pk=key_from(request.GET.get("copie"))).first()
    initial = copied(example) if example else None
    form = WorkshopForm(request.POST or None, initial=initial, user=request.user, at=timezone.now())
    if request.method == "POST" and (workshop := form.try_save()):
        messages.success(request, "L'atelier est prévu.")
        return redirect(workshop)
    return form_page(request, form, "Nouvel atelier", "Prévoir", ("Ateliers", reverse(LIST)))


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_edit(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = workshop_of(request, pk)
    if fault := change_fault(workshop.cancelled_at, workshop.closed_at):
        messages.warning(request, fault)
        return redirect(workshop)
    back = (workshop.title, workshop.get_absolute_url())
    form = WorkshopForm(
        request.POST or None, instance=workshop, user=request.user, at=timezone.now()
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'atelier est modifié.")
        tell_moved(request, form.moved)
        return redirect(workshop)
    return form_page(request, form, "Modifier l'atelier", "Enregistrer", back)


@require_safe
@require(Permission.AGENDA_WRITE)
def workshop_detail(request: HttpRequest, pk: int) -> HttpResponse:
    context = detail_context(request, workshop_of(request, pk))
    return render(request, "coaching/gatherings/workshop_detail.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = workshop_of(request, pk)
    if request.method == "POST":
        try:
            cancel_gathering(gathering=workshop, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, "L'atelier est annulé : prévenez les personnes inscrites.")
        return redirect(workshop)
    return cancelling_page(request, workshop, "l'atelier")


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_text(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = workshop_of(request, pk)
    form = WorkshopTextForm(request.POST or None, workshop=workshop, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le texte est gardé.")
        return redirect(workshop)
    back = (workshop.title, workshop.get_absolute_url())
    return form_page(request, form, "Ce qui s'est fait", "Enregistrer", back, workshop.moment)


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Says first what will be written, then writes it once."""
    workshop = workshop_of(request, pk)
    if request.method != "POST":
        return closing_page(request, workshop, "l'atelier")
    try:
        count = close_workshop(workshop=workshop, by=request.user, on=today(), at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        written = plural(count, "suivi écrit", "suivis écrits")
        messages.success(request, f"L'atelier est clôturé : {written}.")
    return redirect(workshop)


@require_safe
@require(Permission.AGENDA_WRITE)
def workshop_paper(request: HttpRequest, pk: int) -> HttpResponse:
    return list_paper(request, workshop_of(request, pk))
