"""Appointments: fixed, moved, cancelled, and answered once they are over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.enums import AppointmentStatus, Matter
from coaching.forms.agenda import AppointmentForm, KeptForm
from coaching.models import Appointment
from coaching.queries.agenda import overlapping
from coaching.queries.persons import suggested
from coaching.rules.agenda import OUTCOMES
from coaching.services.agenda import (
    cancel_appointment,
    close_appointment,
    prefilled,
    reopen_appointment,
)
from coaching.views.agenda import day_asked
from coaching.views.answers import answered, refused, restored
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.wording import clock_time, day_long, of

NOBODY = "aucune"
"""`?personne=aucune`: a meeting, a visit, without a person."""


def appointment_of(request: HttpRequest, pk: int) -> Appointment:
    rows = Appointment.objects.visible_to(request.user).select_related(
        "beneficiary", "coach", "follow_up", "created_by"
    )
    return get_object_or_404(rows.defer(*LEFT_SEALED, "follow_up__sealed_text"), pk=pk)


@require(Permission.AGENDA_WRITE)
def appointment_create(request: HttpRequest) -> HttpResponse:
    """`?personne=` names the person, or nobody; without it, one chooses first."""
    asked = request.GET.get("personne", "")
    if asked != NOBODY and key_from(asked) is None:
        return _choose(request)
    person = None if asked == NOBODY else _person(request, key_from(asked))
    day = day_asked(request)
    form = AppointmentForm(
        request.POST or None,
        user=request.user,
        beneficiary=person,
        initial={"day": day or today(), "channel": "office"},
    )
    if request.method == "POST" and (made := form.try_save()):
        _tell(request, made, "fixé")
        return redirect(_back_to_day(made))
    title = f"Rendez-vous avec {person}" if person else "Nouveau rendez-vous"
    back = (person, person.get_absolute_url()) if person else ("Agenda", reverse("coaching:agenda"))
    return form_page(request, form, title, "Fixer le rendez-vous", back)


@require(Permission.AGENDA_WRITE)
def appointment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = appointment_of(request, pk)
    now = timezone.now()
    context = {
        "appointment": appointment,
        "has_begun": appointment.starts_at <= now,
        "overlaps": overlapping(appointment, request.user) if appointment.is_planned else [],
        "readable": _readable(request, appointment),
    }
    return render(request, "coaching/agenda/appointment.html", context)


@require(Permission.AGENDA_WRITE)
def appointment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = appointment_of(request, pk)
    if not appointment.is_planned:
        return redirect(appointment)
    form = AppointmentForm(
        request.POST or None,
        instance=appointment,
        user=request.user,
        beneficiary=appointment.beneficiary,
    )
    if request.method == "POST" and (moved := form.try_save()):
        _tell(request, moved, "modifié")
        return redirect(_back_to_day(moved))
    back = ("Rendez-vous", appointment.get_absolute_url())
    title = f"Déplacer : {appointment.beneficiary or appointment.subject}"
    return form_page(request, form, title, "Enregistrer", back)


@require_POST
@require(Permission.AGENDA_WRITE)
def appointment_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = appointment_of(request, pk)
    try:
        cancel_appointment(appointment=appointment)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        undo = reverse("coaching:appointment-reopen", args=[pk])
        messages.success(request, "Rendez-vous annulé.", extra_tags=undo)
    return redirect(_back_to_day(appointment))


@require(Permission.AGENDA_WRITE)
def appointment_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """« A eu lieu »: the follow-up is there already, only the words are missing.

    What was typed comes back with its draft when somebody has answered meanwhile.
    """
    appointment = appointment_of(request, pk)
    on, at = today(), timezone.now()
    is_over = request.method == "GET" and not appointment.is_planned
    if appointment.beneficiary is None or is_over:
        return redirect(appointment)
    form = KeptForm(
        request.POST or None,
        appointment=appointment,
        user=request.user,
        on=on,
        at=at,
        initial=prefilled(appointment, AppointmentStatus.KEPT, on),
    )
    if request.method == "POST" and form.try_save():
        undo = reverse("coaching:appointment-reopen", args=[pk])
        messages.success(request, f"Suivi {of(appointment.beneficiary)} noté.", extra_tags=undo)
        return redirect("coaching:home")
    context = {"form": form, "appointment": appointment}
    return render(request, "coaching/agenda/kept.html", context)


@require_POST
@require(Permission.AGENDA_WRITE)
def appointment_close(request: HttpRequest, pk: int) -> HttpResponse:
    """`etat`: kept, no_show or excused, in one gesture."""
    appointment = appointment_of(request, pk)
    status = request.POST.get("etat", "")
    if status not in OUTCOMES:
        messages.error(request, "Dites comment ce rendez-vous s'est passé.")
        return redirect(appointment)
    try:
        close_appointment(
            appointment=appointment,
            status=AppointmentStatus(status),
            by=request.user,
            on=today(),
            at=timezone.now(),
        )
    except ValidationError as refusal:
        if request.htmx:
            return refused(request, Matter.APPOINTMENT, pk, refusal)
        messages.error(request, refusal.messages[0])
        return redirect(appointment)
    who, label = appointment.beneficiary or appointment.subject, AppointmentStatus(status).label
    undo = reverse("coaching:appointment-reopen", args=[pk])
    if request.htmx:
        return answered(request, Matter.APPOINTMENT, pk, f"{who} : {label.lower()}.", undo)
    messages.success(request, f"{who} : {label.lower()}.", extra_tags=undo)
    return redirect(_back_to_day(appointment))


@require_POST
@require(Permission.AGENDA_WRITE)
def appointment_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The undo of a cancellation or of an answer."""
    appointment = appointment_of(request, pk)
    try:
        reopen_appointment(appointment=appointment, by=request.user, on=today())
    except ValidationError as refusal:
        if request.htmx:
            return refused(request, Matter.APPOINTMENT, pk, refusal)
        messages.error(request, refusal.messages[0])
    else:
        if request.htmx:
            return restored(request, Matter.APPOINTMENT, pk)
        messages.success(request, "Le rendez-vous est de nouveau prévu.")
    return redirect(_back_to_day(appointment))


def _choose(request: HttpRequest) -> HttpResponse:
    context = suggested(request.user, request.GET.get("q", "")) | {
        "day": request.GET.get("jour", "")[:10]
    }
    return render(request, "coaching/agenda/person.html", context)


def _person(request: HttpRequest, pk: int) -> Beneficiary:
    return get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)


def _back_to_day(appointment: Appointment) -> str:
    day = timezone.localtime(appointment.starts_at).date()
    return f"{reverse('coaching:agenda-day')}?jour={day.isoformat()}"


def _readable(request: HttpRequest, appointment: Appointment) -> bool:
    """A private follow-up is its author's alone."""
    written = appointment.follow_up
    return written is not None and (
        written.audience != "private" or written.created_by_id == request.user.pk
    )


def _tell(request: HttpRequest, appointment: Appointment, what: str) -> None:
    when = f"{day_long(appointment.starts_at)} à {clock_time(appointment.starts_at)}"
    messages.success(request, f"Rendez-vous {what} : {when}.")
    for other in overlapping(appointment, request.user)[:1]:
        who = f" ({other.beneficiary or other.subject})" if other.is_open else ""
        messages.warning(
            request,
            f"Attention : un autre rendez-vous est prévu à {clock_time(other.starts_at)}{who}.",
        )
