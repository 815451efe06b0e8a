"""Sessions of information: planned, changed, cancelled, closed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coaching.filters import GatheringFilter
from coaching.forms.gatherings import InformationSessionForm, copied
from coaching.models import InformationSession
from coaching.queries import gatherings
from coaching.rules.gatherings import change_fault
from coaching.services.gatherings import cancel_gathering, close_gathering
from coaching.tables import InformationTable
from coaching.tasks import tell_later
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
from mirec.core.tables import paged

LIST = "coaching:information-list"
TITLE = "Séances d'information"


def session_of(request: HttpRequest, pk: int) -> InformationSession:
    visible = InformationSession.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("host"), pk=pk)


@require_safe
@require(Permission.INTAKE_WRITE)
def information_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = gatherings.with_seats(InformationSession.objects.visible_to(request.user))
    filtered = GatheringFilter(request.GET, rows.select_related("host"), at=at)
    table = paged(request, InformationTable(filtered.qs, order_by=filtered.order))
    context = {"table": table, "filter": filtered, "figures": gatherings.show_up(at)}
    return render(request, "coaching/gatherings/information_list.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def information_create(request: HttpRequest) -> HttpResponse:
    """`?copie=`: the same a week later, to be changed before it is kept."""
    model = InformationSession.objects.visible_to(request.user)
    example = model.filter(pk=key_from(request.GET.get("copie"))).first()
    form = InformationSessionForm(
        request.POST or None,
        initial=copied(example) if example else None,
        user=request.user,
        at=timezone.now(),
    )
    if request.method == "POST" and (session := form.try_save()):
        messages.success(request, "La séance est prévue.")
        return redirect(session)
    return form_page(request, form, "Nouvelle séance", "Prévoir", (TITLE, reverse(LIST)))


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def information_edit(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    if fault := change_fault(session.cancelled_at, session.closed_at):
        messages.warning(request, fault)
        return redirect(session)
    back = (session.title, session.get_absolute_url())
    form = InformationSessionForm(
        request.POST or None, instance=session, user=request.user, at=timezone.now()
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La séance est modifiée.")
        tell_moved(request, form.moved)
        return redirect(session)
    return form_page(request, form, "Modifier la séance", "Enregistrer", back)


@require_safe
@require(Permission.INTAKE_WRITE)
def information_detail(request: HttpRequest, pk: int) -> HttpResponse:
    context = detail_context(request, session_of(request, pk))
    return render(request, "coaching/gatherings/information_detail.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def information_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    if request.method == "POST":
        try:
            cancel_gathering(gathering=session, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            tell_later(session)
            messages.success(request, "La séance est annulée ; chacun reçoit un e-mail.")
        return redirect(session)
    return cancelling_page(request, session, "la séance")


@require_http_methods(["GET", "POST"])
@require(Permission.INTAKE_WRITE)
def information_close(request: HttpRequest, pk: int) -> HttpResponse:
    session = session_of(request, pk)
    if request.method == "POST":
        try:
            close_gathering(gathering=session, at=timezone.now())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, "La séance est clôturée.")
        return redirect(session)
    return closing_page(request, session, "la séance")


@require_safe
@require(Permission.INTAKE_WRITE)
def information_paper(request: HttpRequest, pk: int) -> HttpResponse:
    return list_paper(request, session_of(request, pk))
