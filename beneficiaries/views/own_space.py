"""The doors of a person's own space, opened and closed by the coach: a mail, a code on paper."""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from beneficiaries.panels import open_file
from beneficiaries.services.accounts import open_own_space, open_space_by_code
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.accounts.invitations import send_password_link
from mirec.accounts.sign_in import CODE_DAYS, hand_code, revoke_code, sign_out_everywhere
from mirec.core.pdf import paper_response
from mirec.core.periods import today

TAB = "beneficiaries:panel-identity"
PART = "Espace personnel"
HALF = 4


@require_POST
@require(Permission.FILE_WRITE)
def own_space(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the person's own space, or mail once more the link to its password."""
    beneficiary = open_file(request, pk, PART)
    try:
        account = open_own_space(beneficiary=beneficiary, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        send_password_link(request, account)
        messages.success(request, f"Un lien est parti vers {account.email}.")
    return redirect(TAB, pk)


@require_POST
@require(Permission.FILE_WRITE)
def own_space_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper with a new code, printed at once: the house keeps only its digest."""
    beneficiary = open_file(request, pk, PART)
    account = open_space_by_code(beneficiary=beneficiary, by=request.user)
    at = timezone.now()
    code = hand_code(user=account, by=request.user, at=at)
    page = f"{settings.SITE_URL}{reverse('signin:code')}"
    context = {
        "person": beneficiary,
        "code": f"{code[:HALF]} {code[HALF:]}",
        "page": page,
        "qr": segno.make(f"{page}#{code}", error="m").svg_data_uri(scale=8, border=2),
        "until": at + timedelta(days=CODE_DAYS),
        "by": request.user,
        "on": today(),
    }
    return paper_response("beneficiaries/own_space_paper.html", context, "code.pdf")


@require_POST
@require(Permission.FILE_WRITE)
def own_space_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the code back; with `partout`, end every session too: a telephone was lost."""
    beneficiary = open_file(request, pk, PART)
    account, at = beneficiary.user, timezone.now()
    if account is None:
        messages.info(request, "Cet espace n'est pas ouvert.")
    elif "partout" in request.POST:
        sign_out_everywhere(user=account, at=at)
        messages.success(
            request, "L'espace est fermé sur tous les appareils. Un nouveau code le rouvre."
        )
    elif revoke_code(user=account, at=at):
        messages.success(request, "Le code ne marche plus.")
    else:
        messages.info(request, "Aucun code ne marche encore.")
    return redirect(TAB, pk)
