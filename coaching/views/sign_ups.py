"""Who signed up for a session of information: by phone, at the door, then as a candidate."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from coaching.enums import SeatStatus
from coaching.forms.seats import PresenceForm
from coaching.forms.sign_ups import CandidateForm, PhonedSignUpForm, WalkInForm
from coaching.models import SignUp
from coaching.rules.gatherings import change_fault, presence_fault
from coaching.services.candidates import Candidate
from coaching.services.gatherings import leave
from coaching.services.information import note_told
from coaching.tasks import tell_later
from coaching.views.gatherings import door_context, marked, tell_moved
from coaching.views.information import session_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today


def _sign_up(request: HttpRequest, pk: int) -> SignUp:
    visible = SignUp.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("session", "partner", "beneficiary"), pk=pk)


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def sign_up_add(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    if fault := change_fault(session.cancelled_at, session.closed_at):
        messages.warning(request, fault)
        return redirect(session)
    form = PhonedSignUpForm(request.POST or None, session=session, at=timezone.now())
    if request.method == "POST" and (made := form.try_save()):
        where = "sur la liste d'attente" if made.status == SeatStatus.WAITING else "inscrite"
        messages.success(request, f"{made} : personne {where}.")
        return redirect(session)
    back = (session.title, session.get_absolute_url())
    return form_page(request, form, "Inscrire par téléphone", "Inscrire", back, session.moment)


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def information_door(request: HttpRequest, pk: int) -> HttpResponse:
    """The list held at the door; the form below it is for somebody nobody expected."""
    session = session_of(request, pk)
    if fault := presence_fault(session.cancelled_at, session.starts_at, today()):
        messages.warning(request, fault)
        return redirect(session)
    form = WalkInForm(request.POST or None, session=session, at=timezone.now())
    if request.method == "POST" and (came := form.try_save()):
        messages.success(request, f"{came} est sur la liste, avec les présents.")
        return redirect("coaching:information-door", pk)
    context = {**door_context(request, session), "form": form}
    return render(request, "coaching/gatherings/information_door.html", context)


@require_POST
@require(Permission.INTAKE_WRITE)
def sign_up_presence(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _sign_up(request, pk)
    door = reverse("coaching:information-door", args=[seat.session_id])
    form = PresenceForm(request.POST, seat=seat, on=today())
    return marked(request, form, door, "coaching/gatherings/sign_up_line.html")


@require_POST
@require(Permission.INTAKE_WRITE)
def sign_up_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _sign_up(request, pk)
    try:
        moved = leave(seat=seat, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        tell_later(seat.session)
        messages.success(request, f"{seat} ne vient pas : la place est libre.")
        tell_moved(request, moved)
    return redirect(seat.session)


@require_POST
@require(Permission.INTAKE_WRITE)
def sign_up_told(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody without e-mail was called."""
    seat = _sign_up(request, pk)
    try:
        note_told(sign_up=seat, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(seat.session)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_CREATE)
def sign_up_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """One press when nobody resembles the participant; otherwise the likely twins come first."""
    row = _sign_up(request, pk)
    if row.beneficiary:
        return redirect(row.beneficiary)
    form = CandidateForm(request.POST or None, sign_up=row, user=request.user, on=today())
    if request.method == "POST" and (candidate := form.try_save()):
        _tell_candidate(request, candidate)
        return redirect(candidate.beneficiary)
    context = {"form": form, "sign_up": row, "session": row.session}
    return render(request, "coaching/gatherings/candidate.html", context)


def _tell_candidate(request: HttpRequest, candidate: Candidate) -> None:
    person = candidate.beneficiary
    messages.success(request, f"{person} a le dossier {person.file_number}.")
    if candidate.journey:
        messages.success(request, "Le parcours est ouvert : la séance est le premier entretien.")
    elif candidate.obstacle:
        messages.warning(request, f"Le parcours ne s'ouvre pas : {candidate.obstacle}")
    else:
        messages.info(request, "Ouvrez le parcours le jour du premier entretien.")
