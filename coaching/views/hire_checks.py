"""News after a hire: the page of a check, and the question put to each side."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coaching.enums import OpinionSide
from coaching.forms.after_hire import NewsForm, NoteAnswerForm, new_news
from coaching.models import HireCheck
from coaching.queries.after_hire import call_sentence, sides_of
from coaching.services.opinions import refusal_of
from coaching.services.questions import NOBODY, contacts_of, hand_over, recipient_of
from coaching.tasks import send_question
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.wording import of

NOT_SENT = "La question n'est pas partie : l'envoi ne répond pas. Réessayez dans un moment."


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def hire_check(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes, what both sides answered, and the news to note while they wait."""
    check = check_of(request, pk)
    on = today()
    form = NewsForm(
        request.POST or None, check=check, user=request.user, on=on, initial=new_news(on)
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Nouvelles {of(check.beneficiary)} notées.")
        return redirect("coaching:home")
    placement = check.placement
    context = {
        "check": check,
        "placement": placement,
        "form": form if check.is_waiting or check.is_to_call else None,
        "why_call": call_sentence(check) if check.is_to_call else "",
        "contact": next((each for each in contacts_of(placement) if each.phone), None),
        "sides": sides_of(check, on, timezone.now()),
        "others": placement.checks.all(),
        "on": on,
    }
    return render(request, "coaching/after_hire/check.html", context)


def check_of(request: HttpRequest, pk: int) -> HireCheck:
    rows = HireCheck.objects.visible_to(request.user).with_person()
    related = ("placement__vacancy__contact", "follow_up", "done_by")
    return get_object_or_404(rows.select_related(*related).defer("follow_up__sealed_text"), pk=pk)


def _side(side: str) -> OpinionSide:
    if side not in OpinionSide.values:
        raise Http404
    return OpinionSide(side)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def opinion_ask(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Send the question now; the address sent before no longer holds."""
    check, asked = check_of(request, pk), _side(side)
    if refusal := _refusal(check, asked, today()):
        messages.error(request, refusal)
    elif send_question(check.pk, asked, by=request.user):
        recipient = recipient_of(check, asked)
        messages.success(request, f"La question part à {recipient.address}.")
    else:
        messages.error(request, NOT_SENT)
    return redirect(check)


def _refusal(check: HireCheck, side: OpinionSide, on: date) -> str:
    if refusal := refusal_of(check, side, on):
        return refusal
    return "" if recipient_of(check, side) else NOBODY[side]


@never_cache
@require_POST
@require(Permission.FOLLOWUP_WRITE)
def opinion_address(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """A new address of one use, to answer on the spot or to hand over by another way."""
    check, asked = check_of(request, pk), _side(side)
    if refusal := refusal_of(check, asked, today()):
        messages.error(request, refusal)
        return redirect(check)
    link = hand_over(check=check, side=asked, at=timezone.now(), by=request.user)
    context = {"check": check, "side": asked, "link": link}
    return render(request, "coaching/after_hire/address.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def opinion_note(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """An answer heard by phone or on the spot."""
    check, asked = check_of(request, pk), _side(side)
    on = today()
    form = NoteAnswerForm(
        request.POST or None,
        check=check,
        side=asked,
        user=request.user,
        on=on,
        at=timezone.now(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La réponse est notée.")
        return redirect(check)
    who = "la personne" if asked == OpinionSide.WORKER else "l'employeur"
    return form_page(
        request,
        form,
        f"Ce que répond {who}",
        "Enregistrer la réponse",
        (check.get_mark_display(), check.get_absolute_url()),
        lede=f"{check.beneficiary}, {check.placement}. Sa réponse n'est jamais montrée à l'autre.",
    )
