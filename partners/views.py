"""The network: its list, the sheet of one partner, and what one can change of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.tables import paged
from partners.filters import PartnerFilter
from partners.forms import PartnerForm
from partners.models import Partner
from partners.tables import PartnerTable


@require_safe
@require(Permission.PARTNER_READ)
def partner_list(request: HttpRequest) -> HttpResponse:
    rows = PartnerFilter(request.GET, queryset=Partner.objects.visible_to(request.user))
    table = paged(request, PartnerTable(rows.qs))
    can_write = request.user.has_verb(Permission.PARTNER_WRITE)
    page = {"filter": rows, "table": table, "can_write": can_write}
    return render(request, "partners/list.html", page)


@require_safe
@require(Permission.PARTNER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    can_write = request.user.has_verb(Permission.PARTNER_WRITE)
    return render(request, "partners/detail.html", {"partner": partner, "can_write": can_write})


@require_http_methods(["GET", "POST"])
@require(Permission.PARTNER_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    form = PartnerForm(request.POST or None, user=request.user)
    if request.method == "POST" and (partner := form.try_save()):
        messages.success(request, f"{partner} fait partie du réseau.")
        return redirect(partner)
    back = ("Partenaires", reverse("partners:list"))
    return form_page(request, form, "Nouveau partenaire", "Enregistrer le partenaire", back)


@require_http_methods(["GET", "POST"])
@require(Permission.PARTNER_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    name = partner.name
    form = PartnerForm(request.POST or None, instance=partner, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "La fiche est à jour.")
        return redirect(partner)
    back = (name, reverse("partners:detail", args=[pk]))
    return form_page(request, form, f"Modifier {name}", "Enregistrer", back)
