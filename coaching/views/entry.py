"""The entry over any page: a follow-up in four gestures, without leaving where one is."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from coaching.forms.followups import FollowUpForm, new_follow_up
from coaching.rules.tries import next_try
from coaching.services.followups import tries_in_vain
from coaching.views.persons import asked_persons, found_persons
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

FORM_KEY = "entree_%s"
"""The page below may hold the same form: the fields of this one have names of their own."""


@require(Permission.FOLLOWUP_WRITE)
def entry(request: HttpRequest) -> HttpResponse:
    """The form of the dialog, for htmx; any other request gets the page that does the same."""
    if not request.htmx:
        return redirect("coaching:followup-create")
    on = today()
    form = FollowUpForm(
        request.POST or None,
        request.FILES or None,
        auto_id=FORM_KEY,
        initial=new_follow_up(on),
        persons=asked_persons(request),
        starts_in_text=False,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and (kept := form.try_save()):
        response = render(
            request, "coaching/followup_kept.html", {"kept": kept}, status=HTTPStatus.CREATED
        )
        persons = [follow_up.beneficiary_id for follow_up in kept]
        response["HX-Trigger"] = json.dumps({"followupKept": {"persons": persons}})
        return response
    return render(request, "coaching/followup_entry_form.html", {"form": form, "picks": True})


@require_safe
@require(Permission.FOLLOWUP_WRITE)
def followup_persons(request: HttpRequest) -> HttpResponse:
    """Options of the person's field: by letters, or those that a draft names."""
    persons = asked_persons(request) or found_persons(request)
    return render(request, "coaching/followup_options.html", {"persons": persons})


@require_safe
@require(Permission.FOLLOWUP_WRITE)
def followup_try(request: HttpRequest) -> JsonResponse:
    """What the form proposes after a try in vain: the longest row of tries of those asked."""
    failed = [tries_in_vain(person, request.user) for person in asked_persons(request)]
    proposed = next_try(max(failed, default=0) + 1, today())
    return JsonResponse({"text": proposed.text, "day": proposed.on.isoformat()})
