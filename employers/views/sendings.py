"""A profile is composed, sent to an employer and read again; the person reads who received it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.models import Beneficiary
from employers.enums import ProfileChannel
from employers.forms.sendings import SendForm
from employers.models import ProfileSending, Proposal
from employers.queries.sendings import own_sendings, sendings_listed
from employers.services.profile_sheets import items_of
from employers.services.profiles import note_profile_opening
from employers.services.sendings import PAPER, file_name, paper_context
from employers.tasks import mail_profile_later
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    """`apercu` shows the sheet anew without sending it."""
    rows = Proposal.objects.visible_to(request.user).select_related(
        "vacancy__employer", "beneficiary__locality"
    )
    proposal = get_object_or_404(rows, pk=pk)
    if request.method == "GET":
        note_profile_opening(beneficiary=proposal.beneficiary, by=request.user)
    form = _form(request, proposal)
    is_sent = request.method == "POST" and "apercu" not in request.POST
    if is_sent and (sending := form.try_save()):
        return _sent(request, sending)
    page = {
        "form": form,
        "proposal": proposal,
        "sheet": _preview(form),
        "sendings": sendings_listed(request.user).filter(proposal=proposal),
        "on": today(),
    }
    return render(request, "employers/sending_form.html", page)


def _form(request: HttpRequest, proposal: Proposal) -> SendForm:
    person, on = proposal.beneficiary, today()
    may_open = Beneficiary.objects.visible_to(request.user).filter(pk=person.pk).exists()
    held = list(person.skills.values_list("skill_id", "skill__label"))
    asked = set(proposal.vacancy.requirements.values_list("skill_id", flat=True))
    initial = {
        "skills": [key for key, _ in held if key in asked] or [key for key, _ in held],
        "recipient": proposal.vacancy.contact_id,
        "consented_on": on,
    }
    return SendForm(
        request.POST or None,
        initial=initial,
        proposal=proposal,
        may_open=may_open,
        skills=held,
        items=items_of(person, on, with_title=may_open),
        user=request.user,
        on=on,
    )


def _preview(form: SendForm) -> dict:
    if form.is_bound:
        form.is_valid()
    return form.preview


def _sent(request: HttpRequest, sending: ProfileSending) -> HttpResponse:
    reference = sending.content["reference"]
    if sending.channel == ProfileChannel.EMAIL:
        mail_profile_later(sending)
        messages.success(request, f"Le profil {reference} part à {sending.content['sent_to']}.")
    else:
        messages.success(request, f"Le profil {reference} est prêt : imprimez-le.")
    return redirect("employers:sending-detail", sending.pk)


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    sending = get_object_or_404(sendings_listed(request.user), pk=pk)
    person = sending.proposal.beneficiary
    note_profile_opening(beneficiary=person, by=request.user)
    page = {
        "sending": sending,
        "sheet": sending.content,
        "may_open": Beneficiary.objects.visible_to(request.user).filter(pk=person.pk).exists(),
        "on": today(),
    }
    return render(request, "employers/sending_detail.html", page)


@require_safe
@require(Permission.EMPLOYER_READ)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as it was sent, whatever the file says now."""
    sending = get_object_or_404(sendings_listed(request.user), pk=pk)
    note_profile_opening(beneficiary=sending.proposal.beneficiary, by=request.user)
    return paper_response(PAPER, paper_context(sending), file_name(sending))


@require_safe
@require(Permission.OWN_SPACE)
def my_sendings(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    return render(request, "employers/my_sendings.html", {"sendings": own_sendings(person)})
