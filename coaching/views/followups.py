"""Reading and writing follow-ups."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from beneficiaries.models import Beneficiary
from beneficiaries.panels import note_opening
from coaching.filters import FollowUpFilter
from coaching.forms.followups import FollowUpForm, new_follow_up
from coaching.models import FollowUp
from coaching.services.followups import complete_step, reopen_step
from coaching.tables import FollowUpTable
from coaching.views.persons import asked_persons, found_persons, searched_text
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from mirec.core.tables import paged

SEALED_PART = "Partie scellée d'un suivi"


def _follow_up(request: HttpRequest, pk: int) -> FollowUp:
    return get_object_or_404(FollowUp.objects.visible_to(request.user).read_along(), pk=pk)


@require(Permission.FOLLOWUP_READ)
def followup_list(request: HttpRequest) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).read_along()
    filtered = FollowUpFilter(request.GET, rows, on=today(), request=request)
    table = paged(request, FollowUpTable(filtered.qs))
    return render(request, "coaching/followup_list.html", {"table": table, "filter": filtered})


@require(Permission.FOLLOWUP_READ)
def followup_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail(request, _follow_up(request, pk))


def _detail(request: HttpRequest, follow_up: FollowUp, seal: str = "") -> HttpResponse:
    together = FollowUp.objects.visible_to(request.user).sharing_entry_of(follow_up)
    context = {
        "follow_up": follow_up,
        "may_edit": follow_up.created_by_id == request.user.pk,
        "together": together.read_along(),
        "seal": seal,
    }
    return render(request, "coaching/followup_detail.html", context)


@require_POST
@require(Permission.SEALED_READ)
def followup_unseal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sealed part, on request only; who asked is kept with the openings of the file."""
    follow_up = _follow_up(request, pk)
    note_opening(request, follow_up.beneficiary, SEALED_PART)
    seal = follow_up.sealed_text
    if request.htmx:
        context = {"follow_up": follow_up, "seal": seal}
        response = render(request, "coaching/followup_seal.html", context)
    else:
        response = _detail(request, follow_up, seal)
    response["Cache-Control"] = "no-store"
    return response


@require(Permission.FOLLOWUP_WRITE)
def followup_create(request: HttpRequest) -> HttpResponse:
    """The persons come from the address or the form; without one, it is chosen first."""
    persons = asked_persons(request)
    if not persons or "plus" in request.GET:
        return _choose_person(request, persons)
    on = today()
    form = FollowUpForm(
        request.POST or None,
        request.FILES or None,
        initial=new_follow_up(on),
        persons=persons,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and (kept := form.try_save()):
        messages.success(request, kept_sentence(kept))
        return redirect("coaching:panel-followups", persons[0].pk)
    query = urlencode({"personne": [person.pk for person in persons], "plus": 1}, doseq=True)
    context = {"form": form, "beneficiary": persons[0], "more_url": f"{request.path}?{query}"}
    return render(request, "coaching/followup_form.html", context)


def kept_sentence(kept: list[FollowUp]) -> str:
    if len(kept) > 1:
        return f"{len(kept)} suivis enregistrés, un par personne."
    return f"Suivi de {kept[0].beneficiary} enregistré."


def _choose_person(request: HttpRequest, chosen: list[Beneficiary]) -> HttpResponse:
    query = urlencode({"personne": [person.pk for person in chosen]}, doseq=True)
    context = {
        "q": searched_text(request),
        "persons": found_persons(request, without=chosen),
        "chosen": chosen,
        "chosen_query": f"{query}&" if chosen else "",
    }
    return render(request, "coaching/followup_person.html", context)


@require(Permission.FOLLOWUP_WRITE)
def followup_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Only its author corrects a follow-up; the history keeps what it said before."""
    mine = FollowUp.objects.visible_to(request.user).written_by(request.user)
    follow_up = get_object_or_404(mine.select_related("beneficiary"), pk=pk)
    form = FollowUpForm(
        request.POST or None,
        request.FILES or None,
        instance=follow_up,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Suivi corrigé.")
        return redirect("coaching:panel-followups", follow_up.beneficiary_id)
    context = {
        "form": form,
        "beneficiary": follow_up.beneficiary,
        "follow_up": follow_up,
        "more_url": "",
    }
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
