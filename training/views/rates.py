"""The dated rates of the allowance, with their source."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.forms.allowances import RateForm
from training.models import Rate
from training.views.pages import form_page


@require_safe
@require(Permission.ALLOWANCE_READ, Permission.REGIME_MANAGE)
def rate_list(request: HttpRequest) -> HttpResponse:
    page = {
        "rates": Rate.objects.visible_to(request.user),
        "may_write": request.user.has_verb(Permission.REGIME_MANAGE),
        "on": today(),
    }
    return render(request, "training/allowances/rates.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def rate_create(request: HttpRequest) -> HttpResponse:
    form = RateForm(request.POST or None, user=request.user)
    return _saved(request, form, "Nouveau barème", "Le barème est encodé.")


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def rate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rate = get_object_or_404(Rate.objects.visible_to(request.user), pk=pk)
    form = RateForm(request.POST or None, instance=rate, user=request.user)
    return _saved(request, form, "Modifier le barème", "Le barème est modifié.")


def _saved(request: HttpRequest, form: RateForm, title: str, said: str) -> HttpResponse:
    if request.method == "POST" and form.try_save():
        messages.success(request, said)
        return redirect("training:rate-list")
    return form_page(
        request, form, title, "Enregistrer", ("Barèmes", reverse("training:rate-list"))
    )
