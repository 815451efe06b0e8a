"""Versions of an insertion plan: drawn up, read, signed by three, printed, brought to the plan."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.forms.signing import signature_form
from beneficiaries.services.papers import is_replaced
from coaching.enums import Party
from coaching.forms.insertion import InsertionSignatureForm
from coaching.models import InsertionPlan
from coaching.queries.insertion import gap_of
from coaching.rules.insertion import is_over
from coaching.services.insertion_applying import Applied, apply_plan
from coaching.services.insertion_plans import draw_up_insertion, parties_received_by
from coaching.views.insertion import find_proposal, note_reading
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today
from mirec.core.wording import plural

PAGE, PAPER = "coaching/insertion/version.html", "coaching/insertion/paper.html"


def _plan(request: HttpRequest, pk: int) -> InsertionPlan:
    rows = InsertionPlan.objects.visible_to(request.user).prefetch_related("signatures")
    plan = get_object_or_404(rows, pk=pk)
    plan.proposal = find_proposal(request, plan.proposal_id)
    return plan


@require_POST
@require(Permission.PROPOSAL_WRITE)
def draw_up(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = find_proposal(request, pk)
    gap = gap_of(proposal, today())
    try:
        plan = draw_up_insertion(proposal=proposal, gap=gap, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("coaching:insertion", pk)
    return redirect("coaching:insertion-sign", plan.pk)


@require_safe
@require(Permission.PROFILE_READ)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    note_reading(request, plan.proposal)
    return _page(request, plan)


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """`?partie=` asks for one of the three; the last signature brings the steps to the plan."""
    plan = _plan(request, pk)
    form = _form(request, plan)
    if request.method == "POST" and (signature := form.try_save()):
        messages.success(request, f"Signature reçue : {signature.name}.")
        signed = _plan(request, pk)
        if not signed.missing_parties and _can_apply(request, signed):
            _apply(request, signed)
        return redirect("coaching:insertion-sign", pk)
    if form is None:
        return redirect(plan)
    if request.method == "GET":
        note_reading(request, plan.proposal)
    return _page(request, plan, form)


@require_safe
@require(Permission.PROFILE_READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    note_reading(request, plan.proposal)
    return paper_response(PAPER, {"plan": plan, "content": plan.content}, "plan-insertion.pdf")


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    rows = InsertionPlan.objects.visible_to(request.user).in_files_of(request.user)
    plan = get_object_or_404(rows.select_related("proposal"), pk=pk)
    _apply(request, plan)
    return redirect(plan)


def _apply(request: HttpRequest, plan: InsertionPlan) -> None:
    try:
        done = apply_plan(plan=plan, by=request.user, on=today(), at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return
    messages.success(request, said(done))
    for words in done.refused:
        messages.warning(request, f"Pas inscrit·e. {words}")


def said(done: Applied) -> str:
    actions = plural(done.added_count, "action ajoutée", "actions ajoutées")
    changed = plural(done.changed_count, "modifiée", "modifiées") if done.changed_count else ""
    return f"{'. '.join([', '.join(filter(None, (actions, changed))), *done.entered])}."


def _can_apply(request: HttpRequest, plan: InsertionPlan) -> bool:
    return plan.proposal.is_own and request.user.has_verb(Permission.FOLLOWUP_WRITE)


def _form(request: HttpRequest, plan: InsertionPlan) -> InsertionSignatureForm | None:
    """None when nobody is left whose signature this reader receives."""
    sent = request.POST if request.method == "POST" else None
    mine = parties_received_by(request.user, plan)
    missing = [party for party in plan.missing_parties if party in mine]
    asked = request.POST.get("party") or request.GET.get("partie", "")
    if sent is None and not missing:
        return None
    if asked not in missing:
        asked = next(iter(missing), asked)
    return signature_form(
        plan,
        sent=sent,
        asked=asked,
        names={
            Party.PERSON.value: plan.proposal.beneficiary.full_name,
            Party.EMPLOYER.value: str(plan.proposal.vacancy.contact or ""),
            Party.MIRE.value: request.user.get_full_name(),
        },
        user=request.user,
        on=today(),
        form=InsertionSignatureForm,
    )


def _page(
    request: HttpRequest, plan: InsertionPlan, form: InsertionSignatureForm | None = None
) -> HttpResponse:
    replaced, ended = is_replaced(plan), is_over(plan.proposal.stage)
    is_live = not replaced and not ended
    can_write = is_live and request.user.has_verb(Permission.PROPOSAL_WRITE)
    context = {
        "plan": plan,
        "content": plan.content,
        "proposal": plan.proposal,
        "is_replaced": replaced,
        "is_over": ended,
        "form": form if is_live else None,
        "signable": parties_received_by(request.user, plan) if can_write else (),
        "can_apply": is_live
        and plan.completed_on is not None
        and plan.applied_on is None
        and _can_apply(request, plan),
        "waits_for_coach": is_live and plan.completed_on is not None and plan.applied_on is None,
    }
    return render(request, PAGE, context)
