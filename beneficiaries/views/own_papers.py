"""« Mes papiers »: what the person sends by telephone, and what the house gives."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.forms.own_papers import OwnPaperForm
from beneficiaries.models import Beneficiary, Document
from beneficiaries.own_papers import papers_given
from beneficiaries.services.documents import take_back_document
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import served
from mirec.core.periods import today

SHOWN = 50


@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def my_papers(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    form = OwnPaperForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        beneficiary=person,
        user=request.user,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, _("Votre papier est arrivé. Votre coach va le lire."))
        return redirect(f"{reverse('beneficiaries:my-papers')}#h-envoyes")
    sent = person.documents.kept().sent_by_person().defer("note", "withdrawal_reason")
    page = {"form": form, "sent": sent[:SHOWN], "given": papers_given(person)}
    return render(request, "beneficiaries/my_papers.html", page)


@require_safe
@require(Permission.OWN_SPACE)
def my_paper(request: HttpRequest, digest: str) -> HttpResponseBase:
    """What the person sent, by its print: an address that nobody guesses."""
    return served(_sent(request, digest))


@require_POST
@require(Permission.OWN_SPACE)
def my_paper_back(request: HttpRequest, digest: str) -> HttpResponse:
    try:
        take_back_document(document=_sent(request, digest), by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Ce papier est retiré."))
    return redirect("beneficiaries:my-papers")


def _sent(request: HttpRequest, digest: str) -> Document:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    found = person.documents.kept().sent_by_person().filter(sha256=digest).first()
    return get_object_or_404(Document, pk=found.pk if found else None)
