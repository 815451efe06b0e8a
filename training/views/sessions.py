"""One meeting of a cohort: planned, changed, cancelled."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.wording import day_full, plural
from training.forms.sessions import NewSessionForm, SessionForm, first_values
from training.models import Cohort, Session
from training.queries.door import presences_of
from training.queries.hours import minutes_in
from training.queries.participants import answers_of
from training.rules.presence import obstacle
from training.rules.sessions import CANCELLED
from training.rules.weeks import Week, local
from training.services import cancel_session
from training.tasks import tell_change_later
from training.views.pages import form_page

TOLD_CANCELLED = "La séance est annulée : les personnes inscrites reçoivent un message."


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def session_create(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    initial = first_values(cohort, cohort.sessions.order_by("starts_at").last())
    form = NewSessionForm(
        request.POST or None, instance=Session(cohort=cohort), initial=initial, user=request.user
    )
    if request.method == "POST" and (planned := form.try_save()):
        messages.success(request, f"{plural(len(planned), 'séance prévue', 'séances prévues')}.")
        return redirect(cohort)
    back = (cohort.name, cohort.get_absolute_url())
    return form_page(request, form, "Nouvelle séance", "Prévoir", back, frame_of(cohort))


@require_safe
@require(Permission.TRAINING_READ)
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    session = _visible(request, pk)
    context = {
        "session": session,
        "cohort": session.cohort,
        "is_open": not obstacle(session.starts_at, session.cancelled_at, on=today()),
        "is_over": session.ends_at <= timezone.now(),
        "totals": minutes_in(session),
        "answers": answers_of(session),
        "presences": presences_of(session),
        "week": Week.of(local(session.starts_at).date()),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
        "may_note": request.user.has_verb(Permission.ATTENDANCE_WRITE),
    }
    return render(request, "training/session_detail.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = _visible(request, pk)
    if session.cancelled_at:
        messages.warning(request, CANCELLED)
        return redirect(session)
    back = (session.title, session.get_absolute_url())
    before, former_start = session.where_and_when, session.starts_at
    form = SessionForm(request.POST or None, instance=session, user=request.user)
    if request.method == "POST" and (saved := form.try_save()):
        said = "La séance est modifiée : les agendas abonnés vont suivre."
        if saved.where_and_when != before:
            tell_change_later(saved, former_start)
            said = "La séance est modifiée : les personnes inscrites reçoivent un message."
        messages.success(request, said)
        return redirect(session)
    lede = frame_of(session.cohort)
    return form_page(request, form, "Modifier la séance", "Enregistrer", back, lede)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, on a page of its own: it works without script."""
    session = _visible(request, pk)
    if request.method == "POST":
        try:
            cancelled = cancel_session(session=session, by=request.user, at=timezone.now())
            tell_change_later(cancelled, session.starts_at)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, TOLD_CANCELLED)
        return redirect(session)
    context = {"session": session, "cohort": session.cohort}
    return render(request, "training/session_cancel.html", context)


def frame_of(cohort: Cohort) -> str:
    first, last = day_full(cohort.starts_on), day_full(cohort.ends_on)
    return f"{cohort.programme}, groupe « {cohort} », du {first} au {last}."


def _visible(request: HttpRequest, pk: int) -> Session:
    rows = Session.objects.visible_to(request.user)
    rows = rows.select_related("cohort__programme", "cancelled_by", "closed_by")
    return get_object_or_404(rows, pk=pk)
