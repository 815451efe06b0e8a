"""« Comment cela se passe-t-il ? »: the pages behind the links, without an account.

Each side has its own address and its own purpose: the link of one opens nothing of the other.
"""

from http import HTTPStatus

import pghistory
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coaching.enums import OpinionSide
from coaching.forms.after_hire import OpinionForm
from coaching.services.opinions import answer_by_link, question_behind
from mirec.core.links import UNKNOWN
from mirec.core.periods import today

BARE_ADDRESS = {OpinionSide.WORKER: "/avis/travail/", OpinionSide.EMPLOYER: "/avis/engagement/"}
"""What the history keeps of the address: never the secret that it carries."""


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def worker(request: HttpRequest, token: str) -> HttpResponse:
    return _question(request, token, OpinionSide.WORKER)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def employer(request: HttpRequest, token: str) -> HttpResponse:
    return _question(request, token, OpinionSide.EMPLOYER)


def _question(request: HttpRequest, token: str, side: OpinionSide) -> HttpResponse:
    on, at = today(), timezone.now()
    check, refusal = question_behind(token, side, on, at)
    form = OpinionForm(request.POST or None)
    if check and request.method == "POST" and form.is_valid():
        with pghistory.context(url=BARE_ADDRESS[side]):
            refusal = answer_by_link(token=token, side=side, on=on, at=at, **form.cleaned_data)
        if not refusal:
            return redirect("coaching:opinion-given")
    if refusal:
        return closed(request, refusal)
    context = {"form": form, "is_worker": side == OpinionSide.WORKER, "placement": check.placement}
    return render(request, "coaching/public/opinion.html", context)


def closed(request: HttpRequest, refusal: str) -> HttpResponse:
    """An address of one use that does not hold (any more), in words."""
    status = HTTPStatus.NOT_FOUND if refusal == UNKNOWN else HTTPStatus.GONE
    context = {"refusal": refusal}
    return render(request, "coaching/public/opinion_closed.html", context, status=status)


@login_not_required
@require_safe
def given(request: HttpRequest) -> HttpResponse:
    """The same words for everyone: nothing here tells who answered, or what."""
    return render(request, "coaching/public/opinion_given.html")
