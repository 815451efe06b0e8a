"""Costs of travel and childcare: entered, decided by another, with their proofs."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import served
from mirec.core.periods import today
from mirec.core.tables import paged
from mirec.core.wording import of
from training.filters import ClaimFilter
from training.forms.allowances import ClaimCorrectionForm, ClaimForm, DecisionForm
from training.models import Claim, ClaimProof, Enrolment
from training.queries.allowances import claims_listed
from training.services.claims import room_of
from training.tables import ClaimTable
from training.views.pages import form_page


@require_safe
@require(Permission.ALLOWANCE_READ)
def claim_list(request: HttpRequest) -> HttpResponse:
    rows = ClaimFilter(request.GET, queryset=claims_listed(request.user))
    page = {"filter": rows, "table": paged(request, ClaimTable(rows.qs))}
    return render(request, "training/allowances/claims.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_WRITE)
def claim_create(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Enrolment.objects.visible_to(request.user)
    enrolment = get_object_or_404(visible.select_related("beneficiary", "cohort"), pk=pk)
    form = ClaimForm(
        request.POST or None,
        request.FILES or None,
        initial={"spent_on": today()},
        enrolment=enrolment,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Les frais sont notés : une autre personne décide.")
        return redirect("training:enrolment-hours", enrolment.pk)
    back = ("Registre des heures", reverse("training:enrolment-hours", args=[enrolment.pk]))
    title = f"Frais {of(enrolment.beneficiary)}"
    return form_page(request, form, title, "Noter ces frais", back)


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_VALIDATE)
def claim_decide(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(claims_listed(request.user), pk=pk)
    form = DecisionForm(
        request.POST or None,
        initial={"granted_eur": claim.asked_eur},
        claim=claim,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La décision est notée.")
        return redirect("training:claim-list")
    return _decision_page(request, form, claim, "Décider")


@require_http_methods(["GET", "POST"])
@require(Permission.ALLOWANCE_VALIDATE)
def claim_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Another sum than was decided: the difference goes with the next payment."""
    decided = claims_listed(request.user).filter(decided_on__isnull=False)
    claim = get_object_or_404(decided, pk=pk)
    form = ClaimCorrectionForm(
        request.POST or None,
        initial={"corrected_eur": claim.held_eur},
        claim=claim,
        user=request.user,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La correction est notée : le prochain paiement en tient compte.")
        return redirect("training:enrolment-hours", claim.enrolment_id)
    return _decision_page(request, form, claim, "Corriger")


def _decision_page(
    request: HttpRequest, form: DecisionForm | ClaimCorrectionForm, claim: Claim, verb: str
) -> HttpResponse:
    page = {"form": form, "claim": claim, "room": room_of(claim), "verb": verb}
    return render(request, "training/allowances/claim.html", page)


@require_safe
@require(Permission.ALLOWANCE_READ)
def claim_proof(request: HttpRequest, pk: int) -> FileResponse:
    return served(get_object_or_404(ClaimProof.objects.visible_to(request.user), pk=pk))
