"""Letters that a decision prepared: read, mended, printed, sent or put aside."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.niss import LEFT_SEALED
from coaching.filters import LetterFilter
from coaching.forms.letters import LetterForm
from coaching.models import Letter
from coaching.services.letters import discard_letter, send_letter
from coaching.tables import LetterTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import NoPangoError, pdf_response, render_paper
from mirec.core.periods import today
from mirec.core.tables import paged


def _letter(request: HttpRequest, pk: int) -> Letter:
    rows = Letter.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("beneficiary__locality", "journey", "sent_by"), pk=pk
    )


@require_safe
@require(Permission.JOURNEY_READ)
def letter_list(request: HttpRequest) -> HttpResponse:
    rows = Letter.objects.visible_to(request.user).select_related("beneficiary__coach", "sent_by")
    filtered = LetterFilter(request.GET, rows.defer(*LEFT_SEALED), request=request)
    table = paged(request, LetterTable(filtered.qs))
    return render(request, "coaching/letter_list.html", {"table": table, "filter": filtered})


@require(Permission.JOURNEY_READ)
def letter_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter; who may write the parcours mends its text until it leaves."""
    letter = _letter(request, pk)
    may_write = letter.is_waiting and request.user.has_verb(Permission.JOURNEY_WRITE)
    form = LetterForm(request.POST or None, instance=letter) if may_write else None
    if form and request.method == "POST" and form.try_save():
        messages.success(request, "Le courrier est à jour.")
        return redirect(letter)
    return render(request, "coaching/letter_detail.html", {"letter": letter, "form": form})


@require_safe
@require(Permission.JOURNEY_READ)
def letter_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _letter(request, pk)
    try:
        content = render_paper("coaching/letter_paper.html", {"letter": letter, "on": today()})
    except NoPangoError as missing:
        messages.error(request, str(missing))
        return redirect(letter)
    return pdf_response(content, f"courrier-{letter.pk}.pdf")


@require_POST
@require(Permission.JOURNEY_WRITE)
def letter_send(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _letter(request, pk)
    try:
        send_letter(letter=letter, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"Noté : envoyé {letter.to}.")
    return redirect("coaching:letter-list")


@require_POST
@require(Permission.JOURNEY_WRITE)
def letter_discard(request: HttpRequest, pk: int) -> HttpResponse:
    letter = _letter(request, pk)
    try:
        discard_letter(letter=letter, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Courrier écarté : il ne sera pas envoyé.")
    return redirect("coaching:letter-list")
