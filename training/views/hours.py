"""The hours of a person: a session closed, a line corrected, the whole account of an enrolment."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import back_from
from mirec.core.periods import today
from mirec.core.wording import day_full, of
from training.forms.allowances import AccountForm, CorrectionForm
from training.models import Enrolment, Session
from training.queries.allowances import (
    claims_listed,
    corrections_of,
    hours_by_measure,
    hours_by_session,
    payments_listed,
)
from training.services import close_session
from training.views.pages import form_page


@require_POST
@require(Permission.ATTENDANCE_WRITE)
def session_close(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(Session.objects.visible_to(request.user), pk=pk)
    try:
        close_session(session=session, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, "La séance est clôturée : ses heures sont au registre.")
    return redirect(session)


@require_http_methods(["GET", "POST"])
@require(Permission.ATTENDANCE_WRITE)
def hours_correct(request: HttpRequest, pk: int, enrolment_pk: int) -> HttpResponse:
    """One person's hours of a closed session."""
    sessions = Session.objects.visible_to(request.user).filter(closed_at__isnull=False)
    session = get_object_or_404(sessions, pk=pk)
    enrolments = _visible(request).filter(cohort=session.cohort_id)
    enrolment = get_object_or_404(enrolments, pk=enrolment_pk)
    noted = session.attendances.filter(enrolment=enrolment).first()
    initial = {"state": noted.state, "minutes": noted.minutes} if noted else None
    form = CorrectionForm(
        request.POST or None,
        initial=initial,
        session=session,
        enrolment=enrolment,
        user=request.user,
    )
    came_from = back_from(request)
    back = (
        "Page précédente" if came_from else "Registre des heures",
        came_from or reverse("training:enrolment-hours", args=[enrolment.pk]),
    )
    if request.method == "POST" and form.try_save() is not None:
        messages.success(request, "La correction est au registre ; ce qui était écrit y reste.")
        return redirect(back[1])
    title = f"Corriger les heures {of(enrolment.beneficiary)}"
    lede = f"{session}, {day_full(session.starts_at)}."
    return form_page(request, form, title, "Noter la correction", back, lede)


@require_safe
@require(Permission.ALLOWANCE_READ)
def enrolment_hours(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(_visible(request), pk=pk)
    user = request.user
    page = {
        "enrolment": enrolment,
        "sums": hours_by_measure(enrolment),
        "sessions": hours_by_session(enrolment),
        "corrections": corrections_of(enrolment),
        "claims": claims_listed(user).filter(enrolment=enrolment),
        "payments": payments_listed(user).filter(enrolment=enrolment).order_by("-run__month_on"),
        "account": enrolment.beneficiary.bank_accounts.first(),
        "may_correct": user.has_verb(Permission.ATTENDANCE_WRITE),
        "may_write": user.has_verb(Permission.ALLOWANCE_WRITE),
        "may_validate": user.has_verb(Permission.ALLOWANCE_VALIDATE),
        "on": today(),
    }
    return render(request, "training/allowances/enrolment.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def account_create(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(_visible(request), pk=pk)
    person = enrolment.beneficiary
    form = AccountForm(
        request.POST or None,
        initial={"holder": person.full_name[:70]},
        enrolment=enrolment,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Les indemnités {of(person)} seront versées sur ce compte.")
        return redirect("training:enrolment-hours", enrolment.pk)
    back = ("Registre des heures", reverse("training:enrolment-hours", args=[enrolment.pk]))
    return form_page(request, form, f"Compte {of(person)}", "Enregistrer", back)


def _visible(request: HttpRequest):
    rows = Enrolment.objects.visible_to(request.user)
    return rows.select_related("beneficiary", "cohort__programme").defer(
        "beneficiary__niss", "beneficiary__niss_digest"
    )
