"""The criteria of a regime under which nothing was decided yet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from beneficiaries.forms.criteria import CriterionForm, KindForm
from beneficiaries.models import Regime, RegimeCriterion
from beneficiaries.services.criteria import IN_USE, is_in_use, remove_criterion
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def criterion_create(request: HttpRequest, pk: int) -> HttpResponse:
    """First the kind, by `?type=`; then the form that the kind asks for."""
    regime = get_object_or_404(Regime, pk=pk)
    if is_in_use(regime):
        return _refused(request, regime)
    kinds = KindForm(request.GET or None)
    if not kinds.is_valid():
        return render(request, "beneficiaries/regimes/kind.html", {"form": kinds, "regime": regime})
    row = RegimeCriterion(
        regime=regime, kind=kinds.cleaned_data["type"], order=regime.criteria.count() + 1
    )
    return _written(request, row, "Ajouter un critère")


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def criterion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RegimeCriterion.objects.select_related("regime"), pk=pk)
    if is_in_use(row.regime):
        return _refused(request, row.regime)
    return _written(request, row, f"Modifier la condition {row.code}")


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def criterion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RegimeCriterion.objects.select_related("regime"), pk=pk)
    if request.method == "POST":
        try:
            remove_criterion(criterion=row, by=request.user)
        except ValidationError:
            return _refused(request, row.regime)
        messages.success(request, "Le critère est retiré de ce régime.")
        return redirect(row.regime)
    page = {"regime": row.regime, "title": f"Retirer « {row.label} » ?"}
    return render(request, "beneficiaries/regimes/confirm.html", page)


def _written(request: HttpRequest, row: RegimeCriterion, title: str) -> HttpResponse:
    form = CriterionForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le critère est enregistré.")
        return redirect(row.regime)
    page = {"form": form, "regime": row.regime, "title": title}
    return render(request, "beneficiaries/regimes/form.html", page)


def _refused(request: HttpRequest, regime: Regime) -> HttpResponse:
    messages.error(request, IN_USE)
    return redirect(regime)
