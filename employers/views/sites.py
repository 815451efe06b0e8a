"""The places where an employer works."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from employers.forms.sites import SiteForm
from employers.models import Employer, Site
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = SiteForm(request.POST or None, employer=employer, user=request.user)
    if request.method == "POST" and (site := form.try_save()):
        messages.success(request, f"Le site « {site} » est noté chez {employer}.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    return form_page(request, form, "Nouveau site", "Ajouter le site", back)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Site.objects.visible_to(request.user).select_related("employer", "locality")
    site = get_object_or_404(visible, pk=pk)
    employer, name = site.employer, str(site)
    form = SiteForm(request.POST or None, instance=site, employer=employer, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le site est à jour.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    return form_page(request, form, f"Modifier « {name} »", "Enregistrer", back)
