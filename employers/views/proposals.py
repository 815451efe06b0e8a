"""Proposals: the list, proposing a person, moving a proposal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from employers import queries
from employers.filters import ProposalFilter
from employers.forms.proposals import ProposeForm
from employers.tables import ProposalTable
from employers.views.matching import persons_beside, vacancies_beside
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.periods import today
from mirec.core.tables import paged


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
        return persons_beside(request, vacancy)
    if person:
        return vacancies_beside(request, person)
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
