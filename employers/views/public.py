"""What an employer reads and answers without an account, behind the link of a mail."""

import pghistory
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from employers.enums import VacancyStatus
from employers.forms.answers import VacancyAnswerForm
from employers.models import Vacancy
from employers.services.freshness import CLOSED, PURPOSE
from mirec.core.links import UNKNOWN, find_link
from mirec.core.periods import today

BARE_ADDRESS = "/emploi/offres/reponse/"
"""What the history keeps of the address: never the secret that it carries."""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question, as often as it is opened; one answer, after which the link is used up."""
    at = timezone.now()
    found = find_link(token, PURPOSE, at)
    if found.target is None:
        return _said(request, found.refusal)
    rows = Vacancy.objects.select_related("employer", "locality", "prospector")
    vacancy = rows.filter(pk=found.target).first()
    if vacancy is None:
        return _said(request, UNKNOWN)
    if vacancy.status != VacancyStatus.OPEN:
        return _said(request, CLOSED)
    form = VacancyAnswerForm(request.POST or None, token=token, on=today(), at=at)
    with pghistory.context(url=BARE_ADDRESS):
        answered = form.try_save() if request.method == "POST" else None
    if answered:
        if answered.target is None:
            return _said(request, answered.refusal)
        page = {"vacancy": vacancy, "answer": form.cleaned_data["answer"]}
        return render(request, "employers/public/thanks.html", page)
    return render(request, "employers/public/question.html", {"vacancy": vacancy, "form": form})


def _said(request: HttpRequest, refusal: str) -> HttpResponse:
    """A link that no longer holds says why: unknown (404), or a page that is no more (410)."""
    status = 404 if refusal == UNKNOWN else 410
    return render(request, "employers/public/gone.html", {"refusal": refusal}, status=status)
