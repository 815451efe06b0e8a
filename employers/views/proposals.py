"""Proposals: the list, proposing a person, moving a proposal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.models import Beneficiary
from employers import queries
from employers.enums import ProposalStage
from employers.filters import ProposalFilter
from employers.forms.proposals import MoveForm, ProposeForm
from employers.models import Vacancy
from employers.tables import ProposalTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.tables import paged

CANDIDATES = 25
LONGEST = 100


@require_safe
@require(Permission.EMPLOYER_READ)
def proposal_list(request: HttpRequest) -> HttpResponse:
    rows = ProposalFilter(request.GET, queryset=queries.proposals_listed(request.user))
    table = paged(
        request,
        ProposalTable(
            rows.qs,
            on=today(),
            can_move=request.user.has_verb(Permission.PROPOSAL_WRITE),
            can_hire=request.user.has_verb(Permission.PLACEMENT_WRITE),
        ),
    )
    return render(request, "employers/proposal_list.html", {"filter": rows, "table": table})


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    """`?offre=` shows persons, `?personne=` shows vacancies; sending both proposes."""
    if request.method == "POST":
        return _propose(request)
    vacancy, person = (key_from(request.GET.get(name)) for name in ("offre", "personne"))
    if vacancy:
        return _choose_person(request, vacancy)
    if person:
        return _choose_vacancy(request, person)
    messages.info(request, "Choisissez d'abord l'offre pour laquelle proposer une personne.")
    return redirect("employers:vacancy-list")


def _propose(request: HttpRequest) -> HttpResponse:
    form = ProposeForm(request.POST, user=request.user, on=today())
    proposal = form.try_save()
    if proposal:
        messages.success(
            request, f"Proposition notée : {proposal.beneficiary} pour « {proposal.vacancy} »."
        )
        return redirect(proposal.vacancy)
    messages.error(request, form.refusal)
    vacancy = form.cleaned_data.get("offre")
    return redirect(vacancy) if vacancy else redirect("employers:vacancy-list")


def _choose_person(request: HttpRequest, pk: int) -> HttpResponse:
    visible = queries.with_requirements(Vacancy.objects.visible_to(request.user))
    vacancy = get_object_or_404(visible.select_related("employer", "locality"), pk=pk)
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    pages = Paginator(queries.candidates(vacancy, request.user, text), CANDIDATES)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "vacancy": vacancy,
        "q": text,
        "page": page,
        "pages": pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "rows": queries.beside(vacancy, page.object_list, on=today()),
        "on": today(),
    }
    return render(request, "employers/proposal_persons.html", context)


def _choose_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Beneficiary.objects.profile_visible_to(request.user)
    person = get_object_or_404(visible.only("first_name", "last_name"), pk=pk)
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST]
    pages = Paginator(queries.vacancies_for(person, request.user, text), CANDIDATES)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "person": person,
        "q": text,
        "page": page,
        "pages": pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "rows": queries.answered_by(person, page.object_list),
        "on": today(),
    }
    return render(request, "employers/proposal_vacancies.html", context)


def _back(request: HttpRequest) -> str:
    """The page one came from, when it is of this house; "" otherwise."""
    url = request.POST.get("retour", "")
    hosts = {request.get_host()}
    return url if url_has_allowed_host_and_scheme(url, hosts, request.is_secure()) else ""


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(queries.proposals_listed(request.user), pk=pk)
    form = MoveForm(request.POST or None, proposal=proposal, user=request.user, on=today())
    if request.method == "POST" and (moved := form.try_save()):
        label = ProposalStage(moved.stage).label
        messages.success(request, f"{proposal.beneficiary} passe à « {label} ».")
        return redirect(_back(request) or proposal.vacancy)
    back = (proposal.vacancy, proposal.vacancy.get_absolute_url())
    return form_page(
        request,
        form,
        f"{proposal.beneficiary} : changer d'étape",
        "Changer d'étape",
        back,
        f"Proposition pour « {proposal.vacancy} » chez {proposal.vacancy.employer}.",
    )
