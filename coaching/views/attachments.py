"""Files kept with a follow-up: whoever reads the one reads the other."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.panels import note_opening
from coaching.models import Attachment
from coaching.services.followups import detach_file
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.files import served

PART = "Pièce jointe d'un suivi"


@require_safe
@require(Permission.FOLLOWUP_READ)
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    rows = Attachment.objects.visible_to(request.user).select_related("follow_up__beneficiary")
    found = get_object_or_404(rows, pk=pk)
    note_opening(request, found.follow_up.beneficiary, PART)
    return served(found)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def attachment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """By the author of the follow-up, as every correction."""
    mine = Attachment.objects.visible_to(request.user).of_author(request.user)
    found = get_object_or_404(mine, pk=pk)
    detach_file(attachment=found)
    messages.success(request, f"« {found.name} » est retiré.")
    return redirect("coaching:followup-edit", found.follow_up_id)
