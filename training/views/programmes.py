"""The catalogue of trainings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.tables import paged
from training.filters import ProgrammeFilter
from training.forms.catalogue import ProgrammeForm
from training.models import Programme
from training.queries.catalogue import cohorts_of, with_activity
from training.tables import ProgrammeTable

PER_PAGE = 25
FORM = "training/programme_form.html"


@require_safe
@require(Permission.TRAINING_READ)
def programme_list(request: HttpRequest) -> HttpResponse:
    visible = with_activity(Programme.objects.visible_to(request.user), on=today())
    found = ProgrammeFilter(request.GET, queryset=visible)
    table = paged(request, ProgrammeTable(found.qs), PER_PAGE)
    may_write = request.user.has_verb(Permission.TRAINING_WRITE)
    context = {"filter": found, "table": table, "may_write": may_write}
    return render(request, "training/programme_list.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def programme_create(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and (programme := form.try_save()):
        messages.success(request, f"« {programme} » est dans le catalogue.")
        return redirect(programme)
    back = ("Formations", reverse("training:programme-list"))
    return form_page(
        request, form, "Nouvelle formation", "Ajouter au catalogue", back, template=FORM
    )


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    back = (programme.title, programme.get_absolute_url())
    form = _form(request, instance=programme)
    if request.method == "POST" and form.try_save():
        messages.success(request, "La formation est modifiée.")
        return redirect(programme)
    return form_page(request, form, "Modifier la formation", "Enregistrer", back, template=FORM)


@require_safe
@require(Permission.TRAINING_READ)
def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Programme.objects.visible_to(request.user).select_related("operator", "occupation")
    programme = get_object_or_404(visible, pk=pk)
    context = {
        "programme": programme,
        "taught": programme.taught_skills.select_related("skill"),
        "asked": programme.asked_skills.select_related("skill"),
        "total_hours": programme.theory_hours + programme.practice_hours,
        "cohorts": cohorts_of(programme),
        "on": today(),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
    }
    return render(request, "training/programme_detail.html", context)


def _form(request: HttpRequest, **given: Programme) -> ProgrammeForm:
    if "ligne" in request.POST:
        return ProgrammeForm.with_one_more(request.POST, user=request.user, **given)
    return ProgrammeForm(request.POST or None, user=request.user, **given)
