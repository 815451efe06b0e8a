"""A proposal goes to another stage: from a page, or from the board, shown anew then."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from employers import queries
from employers.enums import ProposalStage
from employers.forms.proposals import MoveForm
from employers.models import Proposal
from employers.rules.stages import SIDES
from employers.services.proposals import take_move_back
from employers.views.board import page_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import back_from, form_page
from mirec.core.periods import today

TITLES = {
    ProposalStage.REFUSED: ("{} : l'employeur dit non", "Noter le refus"),
    ProposalStage.WITHDRAWN: ("{} : retirer la proposition", "Retirer la proposition"),
}
OTHER = ("{} : changer d'étape", "Changer d'étape")


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """`?stage=` asks for one; `annuler` takes back the move that `?mouvement=` names.

    A no that comes without its reason, from a menu or a select, is asked for it first.
    """
    proposal = get_object_or_404(queries.proposals_listed(request.user), pk=pk)
    if "annuler" in request.POST:
        return _take_back(request, proposal)
    form = _asked(request, proposal)
    if form.is_bound and (moved := form.try_save()):
        label = ProposalStage(moved.stage).label
        return _said(request, moved, f"{moved.beneficiary} passe à « {label} ».", undo=form.event)
    if form.is_elsewhere:
        return _said(request, proposal, form.non_field_errors()[0], is_refusal=True)
    if request.htmx and form.is_bound and not form.is_no:
        return _said(request, proposal, _first_error(form), is_refusal=True)
    return _form(request, proposal, form)


def _asked(request: HttpRequest, proposal: Proposal) -> MoveForm:
    sent = request.POST if request.method == "POST" else request.GET
    is_whole = request.method == "POST" and (sent.get("stage") not in SIDES or "kind" in sent)
    asked = {name: sent[name] for name in ("stage", "vue") if name in sent}
    data = request.POST if is_whole else None
    return MoveForm(data, initial=asked, proposal=proposal, user=request.user, on=today())


def _take_back(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    event = key_from(request.GET.get("mouvement")) or 0
    try:
        back = take_move_back(proposal=proposal, event=event, by=request.user)
    except ValidationError as refusal:
        return _said(request, proposal, refusal.messages[0], is_refusal=True)
    label = ProposalStage(back.stage).label
    return _said(request, back, f"C'est annulé : {proposal.beneficiary} revient à « {label} ».")


def _first_error(form: MoveForm) -> str:
    return next(error for errors in form.errors.values() for error in errors)


def _said(
    request: HttpRequest,
    proposal: Proposal,
    sentence: str,
    *,
    undo: int | None = None,
    is_refusal: bool = False,
) -> HttpResponse:
    """The board with the card where it is now; without script, the page one came from.

    `undo` is the line of history that the sentence offers to take back.
    """
    back = back_from(request)
    query = {"mouvement": undo, "retour": back}
    address = reverse("employers:proposal-move", args=[proposal.pk], query=query) if undo else ""
    if request.htmx:
        query = QueryDict(urlsplit(request.htmx.current_url or "").query)
        said = {"sentence": sentence, "undo": address, "is_refusal": is_refusal}
        page = page_of(request, query, moved=proposal) | said
        return render(request, "employers/board_moved.html", page)
    level = messages.ERROR if is_refusal else messages.SUCCESS
    messages.add_message(request, level, sentence, extra_tags=address)
    return redirect(back or proposal.vacancy)


def _form(request: HttpRequest, proposal: Proposal, form: MoveForm) -> HttpResponse:
    title, submit = TITLES.get(form.chosen, OTHER)
    title = title.format(proposal.beneficiary)
    if request.htmx:
        page = {"form": form, "proposal": proposal, "title": title, "submit": submit}
        response = render(request, "employers/board_no.html", page)
        response["HX-Retarget"], response["HX-Reswap"] = "#non-corps", "innerHTML"
        return response
    back = (proposal.vacancy, back_from(request) or proposal.vacancy.get_absolute_url())
    lede = f"Proposition pour « {proposal.vacancy} » chez {proposal.vacancy.employer}."
    return form_page(request, form, title, submit, back, lede, "employers/proposal_move.html")
