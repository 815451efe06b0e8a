"""Who was there? One list per session, at the door, on a telephone, at the desk or on paper."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today
from mirec.core.wording import day_full, of
from training.forms.attendance import AttendanceForm, ProofForm
from training.models import Attendance, Cohort, Session
from training.queries.door import arrivals_of
from training.queries.participants import participants_of, with_answers
from training.queries.sheets import sheet_of
from training.rules.presence import CLOSED, door_obstacle, obstacle
from training.rules.weeks import Week, week_from
from training.services import door_token
from training.views.pages import form_page


@require_http_methods(["GET", "POST"])
@require(Permission.ATTENDANCE_WRITE)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = _visible(request, pk)
    reason = (
        CLOSED
        if session.closed_at
        else obstacle(session.starts_at, session.cancelled_at, on=today())
    )
    if reason:
        messages.warning(request, reason)
        return redirect(session)
    form = AttendanceForm(
        request.POST or None,
        initial={"source": request.GET.get("source")} if "source" in request.GET else None,
        session=session,
        participants=list(with_answers(participants_of(session), session)),
        noted={line.enrolment_id: line for line in session.attendances.all()},
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save() is not None:
        messages.success(request, "Les présences sont notées.")
        return redirect(session)
    context = {"form": form, "session": session, "cohort": session.cohort}
    return render(request, "training/attendance.html", context)


@require_safe
@never_cache
@require(Permission.ATTENDANCE_WRITE)
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """A code on a screen at the door, renewed each minute, and who has confirmed."""
    session = _visible(request, pk)
    now = timezone.now()
    obstacle = door_obstacle(
        session.starts_at, session.ends_at, session.cancelled_at, session.closed_at, now
    )
    context = {
        "session": session,
        "cohort": session.cohort,
        "obstacle": obstacle,
        "arrivals": arrivals_of(session),
        "now": now,
    }
    if not obstacle:
        path = reverse("training:my-door", args=[door_token(session, now)])
        code = segno.make(request.build_absolute_uri(path), error="m")
        context["qr"] = code.svg_data_uri(scale=8, border=2)
    template = "training/door_live.html" if request.htmx else "training/door.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@require(Permission.ATTENDANCE_WRITE)
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Attendance.objects.visible_to(request.user)
    rows = rows.select_related("session", "enrolment__beneficiary")
    attendance = get_object_or_404(rows, pk=pk)
    session, person = attendance.session, attendance.enrolment.beneficiary
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProofForm(*sent, attendance=attendance, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Le justificatif {of(person)} est joint.")
        return redirect(session)
    lede = f"Absence excusée {of(person)}, {day_full(session.starts_at)}."
    back = (session.title, session.get_absolute_url())
    return form_page(request, form, "Joindre un justificatif", "Joindre", back, lede)


@require_safe
@require(Permission.ATTENDANCE_WRITE)
def sheet(request: HttpRequest, pk: int, week: str) -> HttpResponse:
    """The week on paper, to be signed by half-day."""
    visible = Cohort.objects.visible_to(request.user).select_related("programme__operator")
    cohort = get_object_or_404(visible, pk=pk)
    wanted = week_from(week) or Week.of(today())
    context = {"cohort": cohort, "week": wanted, "sheet": sheet_of(cohort, wanted)}
    return paper_response("training/sheet_paper.html", context, "feuille-de-presence.pdf")


def _visible(request: HttpRequest, pk: int) -> Session:
    visible = Session.objects.visible_to(request.user).select_related("cohort__programme")
    return get_object_or_404(visible, pk=pk)
