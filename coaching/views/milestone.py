"""The insertion objective of a person, explained, with « et si… »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beneficiaries.panels import find_file, open_file
from beneficiaries.regime_words import insertion_in_words
from beneficiaries.services.regimes import rules_of
from coaching.forms.milestone import WhatIfForm
from coaching.queries.milestone import Objective, objective_of
from employers.queries.timelines import timeline_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

ASKED = {"contrat", "jusqu_au", "employeur", "des_le", "jusqu"}


@require_safe
@require(Permission.JOURNEY_READ)
def objective(request: HttpRequest, pk: int) -> HttpResponse:
    """A question asked on the page is no new opening of the file."""
    is_question = bool(ASKED & request.GET.keys())
    person = find_file(request, pk) if is_question else open_file(request, pk, "Insertion")
    on = today()
    found = objective_of(person, request.user, on)
    page = {
        "beneficiary": person,
        "objective": found,
        "timeline": timeline_of(person.placements.all(), on, of_file=True),
        "on": on,
    }
    if found:
        page["rule"] = insertion_in_words(rules_of(found.journey.regime))
        page |= _asked(request, found)
    return render(request, "coaching/objective.html", page)


def _asked(request: HttpRequest, found: Objective) -> dict[str, object]:
    form = WhatIfForm(request.GET if ASKED & request.GET.keys() else None, objective=found)
    return {"form": form, "answer": form.answer if form.is_valid() else None}
