"""The convention: its versions, drawn up, read, printed and signed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from beneficiaries.forms.signing import signature_form
from beneficiaries.queries.proofs import proved_now
from coaching.forms.conventions import AgreementDrawForm, AgreementSignatureForm
from coaching.models import Agreement, Journey
from coaching.services.conventions import signers_of
from coaching.services.quota import derogation_room
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import NoPangoError, pdf_response, render_paper
from mirec.core.periods import today


def _agreement(request: HttpRequest, pk: int) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).prefetch_related("signatures")
    return get_object_or_404(
        rows.select_related("journey__beneficiary__coach", "created_by"), pk=pk
    )


@require(Permission.JOURNEY_WRITE)
def agreement_create(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Journey.objects.visible_to(request.user)
    journey = get_object_or_404(
        rows.select_related("beneficiary__coach", "regime", "assessment"), pk=pk
    )
    on = today()
    form = AgreementDrawForm(
        request.POST or None,
        initial={"planned_on": on, "assessment": journey.beneficiary.assessments.first()},
        journey=journey,
        user=request.user,
        on=on,
        may_derogate=request.user.has_verb(Permission.DEROGATION_GRANT),
    )
    if request.method == "POST" and (agreement := form.try_save()):
        messages.success(request, f"{agreement} : elle attend ses signatures.")
        return redirect(agreement)
    quota = derogation_room(regime=journey.regime, on=on)
    proofs = proved_now(journey.beneficiary, on)
    page = {"form": form, "journey": journey, "quota": quota, "proofs": proofs}
    return render(request, "coaching/agreement_create.html", page)


@require_safe
@require(Permission.JOURNEY_READ)
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request, pk)
    versions = agreement.journey.agreements.prefetch_related("signatures")
    page = {"agreement": agreement, "versions": versions, "latest": versions.first()}
    return render(request, "coaching/agreement_detail.html", page)


@require(Permission.JOURNEY_WRITE)
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """On screen, or noted from the paper; `?partie=` says whose turn it is."""
    agreement = _agreement(request, pk)
    form = signature_form(
        agreement,
        sent=request.POST if request.method == "POST" else None,
        asked=request.GET.get("partie", ""),
        names=signers_of(agreement.journey, request.user),
        user=request.user,
        on=today(),
        form=AgreementSignatureForm,
    )
    if form is None:
        return redirect(agreement)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Signature enregistrée.")
        return redirect(agreement)
    return render(request, "coaching/agreement_sign.html", {"agreement": agreement, "form": form})


@require_safe
@require(Permission.JOURNEY_READ)
def agreement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = _agreement(request, pk)
    try:
        content = render_paper("coaching/agreement_paper.html", {"agreement": agreement})
    except NoPangoError as missing:
        messages.error(request, str(missing))
        return redirect(agreement)
    return pdf_response(content, f"convention-{agreement.journey_id}-v{agreement.version}.pdf")
