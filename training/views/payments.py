"""The monthly payments: what is waiting, the runs, one run, its papers and its file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import attached
from mirec.core.pdf import paper_response
from mirec.core.periods import today
from mirec.core.tables import paged
from training.documents import payments_sheet
from training.enums import RunStatus
from training.forms.allowances import RunForm
from training.models import LedgerLine, PaymentRun
from training.queries.allowances import (
    claim_corrections_in,
    claims_in,
    overpaid,
    payments_listed,
    runs_listed,
    sums_of,
    waiting,
    without_account,
)
from training.services import discard_run, prepare_run, validate_run
from training.tables import PaymentTable, RunTable
from training.views.pages import form_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE, SHOWN = 100, 20


@require_safe
@require(Permission.ALLOWANCE_READ)
def allowance_home(request: HttpRequest) -> HttpResponse:
    on = today()
    page = {
        "waiting": waiting(request.user, on),
        "table": paged(request, RunTable(runs_listed(request.user))),
        "without_account": without_account(request.user)[:SHOWN],
        "overpaid": overpaid(request.user)[:SHOWN],
        "may_prepare": request.user.has_verb(Permission.ALLOWANCE_WRITE),
        "on": on,
    }
    return render(request, "training/allowances/home.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def run_create(request: HttpRequest) -> HttpResponse:
    on = today()
    form = RunForm(request.POST or None, initial={"execution_on": on}, user=request.user, on=on)
    if request.method == "POST" and (run := form.try_save()):
        messages.success(request, "Le paiement est préparé : une autre personne le valide.")
        return redirect(run)
    back = ("Indemnités", reverse("training:allowances"))
    return form_page(request, form, "Préparer un paiement", "Calculer", back)


@require_safe
@require(Permission.ALLOWANCE_READ)
def payment_run(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(runs_listed(request.user), pk=pk)
    user, is_draft = request.user, run.status == RunStatus.DRAFT
    is_own = run.created_by_id == user.pk
    is_late = is_draft and run.execution_on < today()
    payments = payments_listed(user).filter(run=run).defer("iban")  # deciphered for nothing
    page = {
        "run": run,
        "sums": sums_of(run),
        "table": paged(request, PaymentTable(payments), PER_PAGE),
        "is_draft": is_draft,
        "is_own": is_own,
        "is_late": is_late,
        "may_validate": is_draft
        and not (is_own or is_late)
        and user.has_verb(Permission.ALLOWANCE_VALIDATE),
        "may_discard": is_draft and user.has_verb(Permission.ALLOWANCE_WRITE),
    }
    return render(request, "training/allowances/run.html", page)


@require_POST
@require(Permission.ALLOWANCE_VALIDATE)
def run_validate(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(PaymentRun.objects.visible_to(request.user), pk=pk)
    try:
        validate_run(run=run, by=request.user, on=today())
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        run.refresh_from_db(fields=["status"])
        if run.status == RunStatus.DISCARDED:
            return redirect("training:allowances")
    else:
        messages.success(request, "Le paiement est validé : donnez le fichier à la banque.")
    return redirect(run)


@require_POST
@require(Permission.ALLOWANCE_WRITE)
def run_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up, or with `recalculer` prepare the same month anew."""
    run = get_object_or_404(PaymentRun.objects.visible_to(request.user), pk=pk)
    try:
        discard_run(run=run, by=request.user)
        if "recalculer" in request.POST:
            on = today()
            run = prepare_run(
                month=run.month_on,
                execution_on=max(run.execution_on, on),
                by=request.user,
                on=on,
            )
            messages.success(request, "Le paiement est recalculé.")
            return redirect(run)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("training:allowances")
    messages.success(request, "La préparation est abandonnée : rien n'est payé.")
    return redirect("training:allowances")


@require_safe
@require(Permission.ALLOWANCE_READ)
def run_file(request: HttpRequest, pk: int) -> HttpResponse:
    runs = PaymentRun.objects.visible_to(request.user).filter(status=RunStatus.VALIDATED)
    run = get_object_or_404(runs, pk=pk)
    return attached(run.file.encode(), "application/xml", f"indemnites-{run.month_on:%Y-%m}.xml")


@require_safe
@require(Permission.ALLOWANCE_READ)
def run_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One sheet per cohort."""
    run = get_object_or_404(PaymentRun.objects.visible_to(request.user).defer("file"), pk=pk)
    content = payments_sheet(run, payments_listed(request.user).filter(run=run))
    return attached(content, XLSX, f"indemnites-{run.month_on:%Y-%m}.xlsx")


@require_safe
@require(Permission.ALLOWANCE_READ, Permission.OWN_SPACE)
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The person's statement on paper; a person reads the own ones, once validated."""
    payment = get_object_or_404(payments_listed(request.user), pk=pk)
    lines = LedgerLine.objects.filter(run=payment.run_id, enrolment=payment.enrolment_id)
    page = {
        "payment": payment,
        "run": payment.run,
        "lines": lines.select_related("session").order_by("worked_on", "session__starts_at"),
        "claims": claims_in(payment),
        "corrections": claim_corrections_in(payment),
    }
    return paper_response("training/allowances/statement.html", page, f"releve-{payment.pk}.pdf")
