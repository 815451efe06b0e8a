"""The catalogue of trainings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.filters import ProgrammeFilter
from training.forms.catalogue import ProgrammeForm
from training.models import Programme
from training.queries.catalogue import cohorts_of, with_activity
from training.tables import ProgrammeTable


@require_safe
@require(Permission.TRAINING_READ)
def programme_list(request: HttpRequest) -> HttpResponse:
    visible = with_activity(Programme.objects.visible_to(request.user), on=today())
    found = ProgrammeFilter(request.GET, queryset=visible)
    table = ProgrammeTable(found.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "training/programme_list.html", {"filter": found, "table": table})


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def programme_create(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        programme = form.save(by=request.user)
        messages.success(request, f"« {programme} » est dans le catalogue.")
        return redirect(programme)
    context = {"form": form, "heading": "Nouvelle formation", "programme": None}
    return render(request, "training/programme_form.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def programme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.visible_to(request.user), pk=pk)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, "La formation est modifiée.")
        return redirect(programme)
    context = {"form": form, "heading": "Modifier la formation", "programme": programme}
    return render(request, "training/programme_form.html", context)


@require_safe
@require(Permission.TRAINING_READ)
def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Programme.objects.visible_to(request.user).select_related("operator", "occupation")
    programme = get_object_or_404(visible, pk=pk)
    context = {
        "programme": programme,
        "skills": programme.skills.all(),
        "cohorts": cohorts_of(programme),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
    }
    return render(request, "training/programme_detail.html", context)
