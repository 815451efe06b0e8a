"""Versions of the plan: drawn up, read, signed, printed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.forms.signing import signature_form
from beneficiaries.panels import find_file, open_file
from beneficiaries.services.papers import is_replaced
from coaching.enums import Party
from coaching.models import PlanVersion
from coaching.services.plan_versions import draw_up_plan
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today

PART = "Plan signé"
PAGE, PAPER = "coaching/plan/version.html", "coaching/plan/paper.html"


def _version(request: HttpRequest, pk: int) -> PlanVersion:
    rows = PlanVersion.objects.visible_to(request.user).select_related("beneficiary__coach")
    return get_object_or_404(rows.prefetch_related("signatures"), pk=pk)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def plan_draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = find_file(request, pk)
    try:
        version = draw_up_plan(beneficiary=beneficiary, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("coaching:panel-plan", pk)
    return redirect("coaching:plan-sign", version.pk)


@require_safe
@require(Permission.FOLLOWUP_READ)
def plan_version(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    open_file(request, version.beneficiary_id, PART)
    return _page(request, version)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def plan_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The person first, then the Mire; `?partie=` asks for one of them."""
    version = _version(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = signature_form(
        version,
        sent=sent,
        asked=request.POST.get("party") or request.GET.get("partie", ""),
        names={
            Party.PERSON.value: version.beneficiary.full_name,
            Party.MIRE.value: request.user.get_full_name(),
        },
        user=request.user,
        on=today(),
    )
    if sent is not None and (signature := form.try_save()):
        messages.success(request, f"Signature reçue : {signature.name}.")
        missing = _version(request, pk).missing_parties
        return redirect("coaching:plan-sign" if missing else "coaching:plan-version", pk)
    return _page(request, version, form)


@require_safe
@require(Permission.FOLLOWUP_READ)
def plan_paper(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    open_file(request, version.beneficiary_id, PART)
    return paper_response(PAPER, {"version": version, "content": version.content}, "plan.pdf")


def _page(request: HttpRequest, version: PlanVersion, form=None) -> HttpResponse:
    replaced = is_replaced(version)
    context = {
        "version": version,
        "content": version.content,
        "beneficiary": version.beneficiary,
        "is_replaced": replaced,
        "form": None if replaced else form,
        "can_sign": not replaced and request.user.has_verb(Permission.FOLLOWUP_WRITE),
    }
    return render(request, PAGE, context)
