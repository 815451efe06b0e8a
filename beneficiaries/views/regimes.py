"""The regimes: read, copied from a date, changed while nothing was decided under them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.forms.regimes import RegimeCopyForm, RegimeForm
from beneficiaries.models import Regime
from beneficiaries.regime_words import regime_in_words, thresholds
from beneficiaries.services.criteria import discard_regime, is_in_use
from beneficiaries.services.regimes import changed_verdicts
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

FILES_A_PAGE = 50


@require_safe
@require(Permission.REGIME_MANAGE)
def regime_list(request: HttpRequest) -> HttpResponse:
    regimes = Regime.objects.order_by("-valid_from").annotate(criterion_count=Count("criteria"))
    page = {"regimes": regimes, "on": today()}
    return render(request, "beneficiaries/regimes/list.html", page)


@require_safe
@require(Permission.REGIME_MANAGE)
def regime_detail(request: HttpRequest, pk: int) -> HttpResponse:
    regime = get_object_or_404(Regime.objects.prefetch_related("criteria"), pk=pk)
    criteria = [(row, thresholds(row)) for row in regime.criteria.all()]
    page = {
        "regime": regime,
        "criteria": criteria,
        "in_use": is_in_use(regime),
        "authorisations": regime.authorisations.all(),
        "on": today(),
    }
    page |= regime_in_words(regime)
    return render(request, "beneficiaries/regimes/detail.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def regime_copy(request: HttpRequest, pk: int) -> HttpResponse:
    regime = get_object_or_404(Regime, pk=pk)
    form = RegimeCopyForm(request.POST or None, regime=regime, user=request.user)
    if request.method == "POST" and (copy := form.try_save()):
        messages.success(request, f"Le régime {copy} est créé : changez-y ce que le texte change.")
        return redirect(copy)
    page = {"form": form, "regime": regime, "title": f"Copier le régime {regime}"}
    return render(request, "beneficiaries/regimes/form.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def regime_edit(request: HttpRequest, pk: int) -> HttpResponse:
    regime = get_object_or_404(Regime, pk=pk)
    form = RegimeForm(request.POST or None, instance=regime, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Le régime {regime} est à jour.")
        return redirect(regime)
    page = {"form": form, "regime": regime, "title": f"Modifier le régime {regime.code}"}
    return render(request, "beneficiaries/regimes/form.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def regime_delete(request: HttpRequest, pk: int) -> HttpResponse:
    regime = get_object_or_404(Regime, pk=pk)
    if request.method == "POST":
        try:
            discard_regime(regime=regime, by=request.user)
        except ValidationError as refusal:
            messages.error(request, refusal.message)
            return redirect(regime)
        messages.success(request, f"Le régime {regime.code} est retiré.")
        return redirect("beneficiaries:regime-list")
    page = {"regime": regime, "title": f"Retirer le régime {regime} ?"}
    return render(request, "beneficiaries/regimes/confirm.html", page)


@require_safe
@require(Permission.REGIME_MANAGE)
def regime_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Which open files would read otherwise under this regime? Nothing is written."""
    regime = get_object_or_404(Regime.objects.prefetch_related("criteria"), pk=pk)
    on = max(today(), regime.valid_from)
    changed = Paginator(changed_verdicts(regime, on), FILES_A_PAGE)
    page = {
        "regime": regime,
        "on": on,
        "changed": changed.get_page(request.GET.get("page")),
        "shows_names": request.user.has_verb(Permission.FILE_READ),
    }
    return render(request, "beneficiaries/regimes/preview.html", page)
