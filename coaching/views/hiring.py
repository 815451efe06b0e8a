"""From a proposal to a job, and the end of a job."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from beneficiaries.models import Beneficiary
from coaching.forms.hiring import HireForm, PlacementEndForm, proposed_contract
from coaching.views.contracts import own_placement
from employers.models import Placement, Proposal
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.periods import today
from mirec.core.wording import of


def _asked(request: HttpRequest) -> tuple[Beneficiary, Proposal | None]:
    """The person of the address, with the proposal when there is one; 404 outside one's files."""
    persons = Beneficiary.objects.visible_to(request.user)
    proposal_pk = key_from(request.GET.get("proposition"))
    if proposal_pk is not None:
        proposals = Proposal.objects.visible_to(request.user).filter(beneficiary__in=persons)
        proposal = get_object_or_404(
            proposals.select_related("beneficiary", "vacancy__employer"), pk=proposal_pk
        )
        return proposal.beneficiary, proposal
    person_pk = key_from(request.GET.get("personne"))
    return get_object_or_404(persons, pk=person_pk), None


@require(Permission.PLACEMENT_WRITE)
def hire(request: HttpRequest) -> HttpResponse:
    beneficiary, proposal = _asked(request)
    on = today()
    form = HireForm(
        request.POST or None,
        request.FILES or None,
        instance=Placement(beneficiary=beneficiary),
        initial=proposed_contract(proposal, on),
        beneficiary=beneficiary,
        proposal=proposal,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Mise à l'emploi {of(beneficiary)} enregistrée.")
        return redirect("coaching:panel-journey", beneficiary.pk)
    context = {"form": form, "beneficiary": beneficiary, "proposal": proposal}
    return render(request, "coaching/hire.html", context)


@require(Permission.PLACEMENT_WRITE)
def placement_end(request: HttpRequest, pk: int) -> HttpResponse:
    placement = own_placement(request, pk)
    on = today()
    form = PlacementEndForm(
        request.POST or None,
        initial={"ended_on": on},
        placement=placement,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Fin de contrat enregistrée ; le délai de la convention court.")
        return redirect("coaching:panel-journey", placement.beneficiary_id)
    return render(request, "coaching/placement_end.html", {"form": form, "placement": placement})
