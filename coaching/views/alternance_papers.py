"""The training contract and the agreement of a stay: drawn up, read, signed, printed."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.forms.signing import signature_form
from beneficiaries.models import Beneficiary
from beneficiaries.services.papers import is_replaced
from coaching.models import AlternancePaper
from coaching.services.alternance_papers import draw_up_contract, draw_up_stay, signers_of
from coaching.views.internships import find_enrolment, find_internship
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today

PAGE, PAPER = "coaching/alternance/paper_page.html", "coaching/alternance/paper.html"
RELATED = ("enrolment__beneficiary", "enrolment__cohort__programme", "internship", "created_by")


def _paper(request: HttpRequest, pk: int) -> AlternancePaper:
    rows = AlternancePaper.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows.prefetch_related("signatures"), pk=pk)


@require_POST
@require(Permission.TRAINING_WRITE)
def contract_draw(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    return _drawn(
        request,
        lambda: draw_up_contract(enrolment=enrolment, by=request.user, on=today()),
        enrolment.cohort.get_absolute_url(),
    )


@require_POST
@require(Permission.TRAINING_WRITE)
def stay_draw(request: HttpRequest, pk: int) -> HttpResponse:
    stay = find_internship(request, pk)
    return _drawn(
        request,
        lambda: draw_up_stay(internship=stay, by=request.user, on=today()),
        stay.get_absolute_url(),
    )


def _drawn(
    request: HttpRequest, draw: Callable[[], AlternancePaper], back_url: str
) -> HttpResponse:
    try:
        paper = draw()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(back_url)
    messages.success(request, f"{paper} : les signatures peuvent se recevoir.")
    return redirect(paper)


@require_safe
@require(Permission.TRAINING_READ)
def paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _paper(request, pk))


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """On screen, or noted from the paper; `?partie=` says whose turn it is."""
    paper = _paper(request, pk)
    form = signature_form(
        paper,
        sent=request.POST if request.method == "POST" else None,
        asked=request.GET.get("partie", ""),
        names=signers_of(paper, request.user),
        user=request.user,
        on=today(),
    )
    if form is None:
        return redirect(paper)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Signature enregistrée.")
        return redirect(paper)
    return _page(request, paper, form)


@require_safe
@require(Permission.TRAINING_READ)
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _pdf(_paper(request, pk))


@require_safe
@require(Permission.OWN_SPACE)
def my_paper(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    rows = AlternancePaper.objects.newest().filter(enrolment__beneficiary=person)
    return _pdf(get_object_or_404(rows.prefetch_related("signatures"), pk=pk))


def _pdf(paper: AlternancePaper) -> HttpResponse:
    context = {"paper": paper, "content": paper.content}
    return paper_response(PAPER, context, f"{paper.kind}-{paper.pk}-v{paper.version}.pdf")


def _page(request: HttpRequest, paper: AlternancePaper, form=None) -> HttpResponse:
    replaced = is_replaced(paper)
    stay, cohort = paper.internship, paper.enrolment.cohort
    context = {
        "paper": paper,
        "content": paper.content,
        "is_replaced": replaced,
        "form": None if replaced else form,
        "may_sign": not replaced and request.user.has_verb(Permission.TRAINING_WRITE),
        "back": "Stage" if stay else cohort.name,
        "back_url": (stay or cohort).get_absolute_url(),
    }
    return render(request, PAGE, context)
