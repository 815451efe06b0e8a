"""Drafts: kept while one types, offered again, thrown away; each reads only their own."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.drafts import (
    content_of,
    discard_draft,
    drafts_for,
    drafts_of,
    moment_of,
    save_draft,
)
from mirec.accounts.enums import Permission
from mirec.accounts.middleware import named_draft

STAFF = tuple(permission for permission in Permission if permission is not Permission.OWN_SPACE)
OTHER_PERSON = "Quelqu'un d'autre s'est connecté dans ce navigateur."


@never_cache
@require_safe
@require(*STAFF)
def draft_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    rows = [
        {
            "key": f"{draft.form}:{draft.subject}",
            "title": str(content_of(draft).get("title") or "Formulaire")[:200],
            "moment": moment_of(draft, at),
            "page": _own_page(content_of(draft).get("page")),
        }
        for draft in drafts_of(request.user)
    ]
    return render(request, "accounts/drafts.html", {"drafts": rows})


def _own_page(page: object) -> str:
    """A path of this site, "" for anything else."""
    text = str(page or "")
    parts = urlsplit(text) if text.startswith("/") and not text.startswith("//") else None
    return text if parts and not parts.netloc and "\\" not in text else ""


@never_cache
@require_safe
@require(*STAFF)
def draft_read(request: HttpRequest) -> JsonResponse:
    """What waits for this form, and a fresh secret for pages that outlived their session."""
    at = timezone.now()
    form, subject = named_draft(request.GET.get("brouillon", ""))
    offered = [
        {
            "key": f"{draft.form}:{draft.subject}",
            "moment": moment_of(draft, at),
            "fields": content_of(draft).get("fields", {}),
        }
        for draft in drafts_for(request.user, form, subject)
    ]
    return JsonResponse(
        {"drafts": offered, "owner": request.user.pk, "token": get_token(request)},
        headers={"Cache-Control": "no-store"},
    )


@require_POST
@require(*STAFF)
def draft_save(request: HttpRequest) -> JsonResponse:
    """Sent by the page a second after one stops typing, and when one leaves it."""
    form, subject = named_draft(request.POST.get("brouillon", ""))
    if request.POST.get("owner", "") not in {"", str(request.user.pk)}:
        return JsonResponse({"refused": OTHER_PERSON}, status=HTTPStatus.CONFLICT)
    content = request.POST.get("content", "")
    try:
        draft = save_draft(user=request.user, form=form, subject=subject, content=content)
    except ValidationError as refusal:
        return JsonResponse({"refused": refusal.message}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"moment": moment_of(draft, timezone.now())})


@require_POST
@require(*STAFF)
def draft_discard(request: HttpRequest) -> HttpResponse:
    """By « Effacer »: from the offer in a page, or from the list of one's drafts."""
    form, subject = named_draft(request.POST.get("texte", ""))
    discard_draft(user=request.user, form=form, subject=subject)
    if "liste" in request.POST:
        messages.success(request, "Brouillon effacé.")
        return redirect("accounts:draft-list")
    return JsonResponse({})
