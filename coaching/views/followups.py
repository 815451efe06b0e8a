"""Reading and writing follow-ups."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.filters import FollowUpFilter
from coaching.forms.followups import FollowUpForm, new_follow_up
from coaching.models import FollowUp
from coaching.services.followups import complete_step, reopen_step
from coaching.tables import FollowUpTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.periods import today
from mirec.core.tables import paged

SUGGESTED = 10


def _follow_up(request: HttpRequest, pk: int) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("beneficiary", "created_by"), pk=pk)


@require(Permission.FOLLOWUP_READ)
def followup_list(request: HttpRequest) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).select_related("beneficiary", "created_by")
    rows = rows.defer(*LEFT_SEALED)
    filtered = FollowUpFilter(request.GET, rows, on=today(), request=request)
    table = paged(request, FollowUpTable(filtered.qs))
    return render(request, "coaching/followup_list.html", {"table": table, "filter": filtered})


@require(Permission.FOLLOWUP_READ)
def followup_detail(request: HttpRequest, pk: int) -> HttpResponse:
    follow_up = _follow_up(request, pk)
    may_edit = follow_up.created_by_id == request.user.pk
    context = {"follow_up": follow_up, "may_edit": may_edit}
    return render(request, "coaching/followup_detail.html", context)


@require(Permission.FOLLOWUP_WRITE)
def followup_create(request: HttpRequest) -> HttpResponse:
    """The person comes from the address or the form; without one, it is chosen first."""
    visible = Beneficiary.objects.visible_to(request.user)
    asked = key_from(request.POST.get("beneficiary") or request.GET.get("personne"))
    if asked is None:
        return _choose_person(request, visible)
    beneficiary = get_object_or_404(visible, pk=asked)
    on = today()
    form = FollowUpForm(
        request.POST or None,
        initial=new_follow_up(beneficiary, on),
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Suivi de {beneficiary} enregistré.")
        return redirect("coaching:panel-followups", beneficiary.pk)
    context = {"form": form, "beneficiary": beneficiary}
    return render(request, "coaching/followup_form.html", context)


def _choose_person(request: HttpRequest, visible) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    persons = visible.named(text) if text else visible.of_coach(request.user)
    shown = persons.order_by(*(["name_key"] if text else ["-last_contact_on", "name_key"]))
    context = {"q": text, "persons": shown[:SUGGESTED]}
    return render(request, "coaching/followup_person.html", context)


@require(Permission.FOLLOWUP_WRITE)
def followup_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Only its author corrects a follow-up; the history keeps what it said before."""
    mine = FollowUp.objects.visible_to(request.user).filter(created_by=request.user)
    follow_up = get_object_or_404(mine.select_related("beneficiary"), pk=pk)
    form = FollowUpForm(request.POST or None, instance=follow_up, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "Suivi corrigé.")
        return redirect("coaching:panel-followups", follow_up.beneficiary_id)
    context = {"form": form, "beneficiary": follow_up.beneficiary, "follow_up": follow_up}
    return render(request, "coaching/followup_form.html", context)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def step_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a next step; `annuler` takes the answer back."""
    follow_up = _follow_up(request, pk)
    if "annuler" in request.POST:
        reopen_step(follow_up=follow_up)
        messages.success(request, "L'étape est de nouveau à faire.")
    else:
        complete_step(follow_up=follow_up, by=request.user, on=today())
        messages.success(request, f"Étape faite : {follow_up.next_step}")
    return redirect("coaching:panel-followups", follow_up.beneficiary_id)
