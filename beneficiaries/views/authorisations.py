"""The authorisations to derogate under a regime that asks for them, one a year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.forms.authorisations import AuthorisationForm
from beneficiaries.models import DerogationAuthorisation, Regime
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def authorisation_create(request: HttpRequest, pk: int) -> HttpResponse:
    regime = get_object_or_404(Regime, pk=pk)
    if not regime.quota_needs_authorisation:
        messages.info(request, f"Le régime {regime} ne demande aucune autorisation.")
        return redirect(regime)
    row = DerogationAuthorisation(regime=regime)
    return _written(request, row, "Noter une autorisation de dérogation")


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def authorisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DerogationAuthorisation.objects.select_related("regime")
    row = get_object_or_404(rows, pk=pk)
    return _written(request, row, f"Corriger l'autorisation de {row.year}")


def _written(request: HttpRequest, row: DerogationAuthorisation, title: str) -> HttpResponse:
    form = AuthorisationForm(request.POST or None, instance=row, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, f"L'autorisation de {row.year} est notée.")
        return redirect(row.regime)
    page = {"form": form, "regime": row.regime, "title": title}
    return render(request, "beneficiaries/regimes/form.html", page)
