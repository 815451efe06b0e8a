"""Transfers: who works where, which files move, what follows them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from coaching.forms.handovers import OWN_NOTES, TransferForm
from coaching.models import Transfer
from coaching.queries.caseloads import caseloads_for, files_to_move
from coaching.services.handovers import preview_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.wording import plural

SHOWN_TRANSFERS = 20


@require_safe
@require(Permission.FILE_TRANSFER)
def transfer_list(request: HttpRequest) -> HttpResponse:
    transfers = Transfer.objects.known_to(request.user).with_file_count()
    page = {
        "caseloads": caseloads_for(request.user),
        "transfers": transfers.select_related("from_coach", "to_coach")[:SHOWN_TRANSFERS],
    }
    return render(request, "coaching/transfer_list.html", page)


@require(Permission.FILE_TRANSFER)
def transfer_create(request: HttpRequest) -> HttpResponse:
    """`?de=` a coach, or `?personne=` one file: chosen, then previewed, then confirmed."""
    visible = Beneficiary.objects.transferable_by(request.user).defer("niss", "niss_digest")
    coach_pk, person_pk = (key_from(request.GET.get(name)) for name in ("de", "personne"))
    asked = files_to_move(visible, coach_pk=coach_pk, person_pk=person_pk)
    form = TransferForm(
        request.POST or None,
        shown=asked.files,
        from_coach=asked.coach,
        user=request.user,
        at=timezone.now(),
    )
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _preview(request, form)
        if transfer := form.try_save():
            count = plural(transfer.files.count(), "dossier transféré", "dossiers transférés")
            messages.success(request, f"{count} à {transfer.to_coach}.")
            return redirect("coaching:transfer-list")
    page = {"form": form, "coach": asked.coach, "person": asked.person}
    return render(request, "coaching/transfer_create.html", page)


def _preview(request: HttpRequest, form: TransferForm) -> HttpResponse:
    to_coach = form.cleaned_data["to_coach"]
    preview = preview_of(form.chosen, to_coach, at=form.at)
    page = {
        "form": form,
        "coach": form.from_coach,
        "to_coach": to_coach,
        "preview": preview,
        "files": form.chosen.select_related("team") if preview.file_count <= OWN_NOTES else [],
    }
    return render(request, "coaching/transfer_preview.html", page)


@require_safe
@require(Permission.FILE_TRANSFER)
def transfer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Transfer.objects.visible_to(request.user).select_related("from_coach", "to_coach")
    transfer = get_object_or_404(rows, pk=pk)
    visible = Beneficiary.objects.visible_to(request.user)
    files = transfer.files.filter(beneficiary__in=visible).select_related("beneficiary")
    page = {"transfer": transfer, "files": files.defer(*LEFT_SEALED)}
    return render(request, "coaching/transfer_detail.html", page)
