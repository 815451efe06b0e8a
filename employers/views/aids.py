"""The reference list of hiring aids: read by the field, kept by whoever keeps the regimes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from employers.forms.aids import AidForm, DayForm, EndAidForm
from employers.models import HiringAid
from employers.queries.aids import aids_in_force, in_words
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today

LIST = "employers:aid-list"


@require_safe
@require(Permission.EMPLOYER_READ, Permission.REGIME_MANAGE)
def aid_list(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.GET.dict(), on=today())
    day = form.day
    aids = in_words(aids_in_force(day)) if day else []
    page = {
        "form": form,
        "day": day,
        "aids": aids,
        "others": HiringAid.objects.exclude(pk__in=[each.aid.pk for each in aids]),
        "can_write": request.user.has_verb(Permission.REGIME_MANAGE),
    }
    return render(request, "employers/aid_list.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def create(request: HttpRequest) -> HttpResponse:
    form = AidForm(request.POST or None, user=request.user)
    lede = "Écrivez d'où vous le tenez : une aide sans source ne s'enregistre pas."
    return _aid_page(request, form, "Nouvelle aide", "Enregistrer l'aide", lede)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    aid = get_object_or_404(HiringAid, pk=pk)
    form = AidForm(request.POST or None, user=request.user, former=aid)
    lede = (
        "Le changement vaut à partir de son jour. L'ancienne ligne prend fin la veille et reste "
        "lisible : ce qui a été décidé ne change pas."
    )
    return _aid_page(request, form, f"Changer « {aid} »", "Enregistrer le changement", lede)


def _aid_page(
    request: HttpRequest, form: AidForm, title: str, submit: str, lede: str
) -> HttpResponse:
    if request.method == "POST" and (aid := form.try_save()):
        messages.success(request, f"« {aid} » est à jour.")
        return redirect(reverse(LIST, query={"jour": aid.valid_from.isoformat()}))
    page = {"form": form, "title": title, "submit": submit, "lede": lede}
    return render(request, "employers/aid_form.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.REGIME_MANAGE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    aid = get_object_or_404(HiringAid, pk=pk)
    form = EndAidForm(request.POST or None, aid=aid)
    if request.method == "POST" and form.try_save():
        messages.success(request, f"« {aid} » prend fin ce jour-là.")
        return redirect(LIST)
    back = ("Aides à l'embauche", reverse(LIST))
    return form_page(request, form, f"Clôturer « {aid} »", "Clôturer l'aide", back)
