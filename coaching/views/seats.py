"""Who is registered for a workshop, who came, who gave the place back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.enums import SeatStatus
from coaching.forms.seats import RegisterForm, SeatForm
from coaching.models import WorkshopSeat
from coaching.queries import gatherings
from coaching.rules.gatherings import change_fault, presence_fault
from coaching.services.gatherings import leave, seats_of
from coaching.views.gatherings import door_context, marked, tell_moved
from coaching.views.workshops import workshop_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require_http_methods(["GET", "POST"])
@require(Permission.AGENDA_WRITE)
def workshop_register(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = workshop_of(request, pk)
    if fault := change_fault(workshop.cancelled_at, workshop.closed_at):
        messages.warning(request, fault)
        return redirect(workshop)
    form = RegisterForm(request.POST or None, workshop=workshop, user=request.user)
    if request.method == "POST" and (seat := form.try_save()):
        waits = seat.status == SeatStatus.WAITING
        where = "est sur la liste d'attente" if waits else "a une place"
        messages.success(request, f"{seat.beneficiary} {where}.")
        return redirect("coaching:workshop-register", pk)
    found = gatherings.found(workshop, request.user, request.GET.get("q", ""))
    context = {"workshop": workshop, "seats": seats_of(workshop), "form": form, "found": found}
    return render(request, "coaching/gatherings/register.html", context)


@require_safe
@require(Permission.AGENDA_WRITE)
def workshop_door(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = workshop_of(request, pk)
    if fault := presence_fault(workshop.cancelled_at, workshop.starts_at, today()):
        messages.warning(request, fault)
        return redirect(workshop)
    context = door_context(request, workshop)
    return render(request, "coaching/gatherings/workshop_door.html", context)


@require_POST
@require(Permission.AGENDA_WRITE)
def seat_presence(request: HttpRequest, pk: int) -> HttpResponse:
    named = WorkshopSeat.objects.at_the_door(request.user)
    seat = get_object_or_404(named.select_related("workshop", "beneficiary"), pk=pk)
    door = reverse("coaching:workshop-door", args=[seat.workshop_id])
    form = SeatForm(request.POST, seat=seat, on=today())
    return marked(request, form, door, "coaching/gatherings/seat_line.html")


@require_POST
@require(Permission.AGENDA_WRITE)
def seat_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    visible = WorkshopSeat.objects.visible_to(request.user)
    seat = get_object_or_404(visible.select_related("workshop", "beneficiary"), pk=pk)
    try:
        moved = leave(seat=seat, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"{seat.beneficiary} ne vient pas : la place est libre.")
        tell_moved(request, moved)
    return redirect(seat.workshop)
