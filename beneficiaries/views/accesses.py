"""Replacement: who may read which files for a while; granted and taken back by a manager."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.forms.accesses import AccessForm
from beneficiaries.models import Beneficiary, TemporaryAccess
from beneficiaries.services.accesses import revoke_access
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import form_page
from mirec.core.periods import today

SHOWN_PAST = 20


@require_safe
@require(Permission.ACCESS_GRANT)
def access_list(request: HttpRequest) -> HttpResponse:
    rows = TemporaryAccess.objects.select_related(
        "user", "coach", "beneficiary", "created_by", "revoked_by"
    ).defer("beneficiary__niss", "beneficiary__niss_digest")
    running = rows.not_over()
    page = {"running": running, "past": rows.exclude(pk__in=running)[:SHOWN_PAST]}
    return render(request, "beneficiaries/access_list.html", page)


@require(Permission.ACCESS_GRANT)
def access_create(request: HttpRequest) -> HttpResponse:
    """`?personne=` opens one file; without it, the files of a coach."""
    pk = key_from(request.GET.get("personne"))
    persons = Beneficiary.objects.visible_to(request.user)
    person = get_object_or_404(persons, pk=pk) if request.GET.get("personne") else None
    on = today()
    form = AccessForm(
        request.POST or None, initial={"starts_on": on}, beneficiary=person, by=request.user, on=on
    )
    if request.method == "POST" and (access := form.try_save()):
        messages.success(request, f"Accès ouvert à {access.user}.")
        return redirect("beneficiaries:access-list")
    title = f"Accès de remplacement : {person}" if person else "Donner un accès de remplacement"
    back = ("Accès de remplacement", reverse("beneficiaries:access-list"))
    lede = "Chaque ouverture d'un dossier en remplacement est notée dans ce dossier."
    return form_page(request, form, title, "Ouvrir l'accès", back, lede)


@require_POST
@require(Permission.ACCESS_GRANT)
def access_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    access = get_object_or_404(TemporaryAccess, pk=pk)
    try:
        revoke_access(access=access, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"L'accès de {access.user} est fermé.")
    return redirect("beneficiaries:access-list")
