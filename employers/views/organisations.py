"""Employers: the list, the file of one, and what one can change of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from employers import queries
from employers.filters import EmployerFilter
from employers.forms.approaches import ApproachForm
from employers.forms.organisations import EmployerForm
from employers.forms.same_as import typed_so_far
from employers.models import Employer
from employers.queries.placements import hired_at
from employers.rules.completeness import OF_EMPLOYER, missing
from employers.tables import EmployerTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.moved import follow_merge
from mirec.core.periods import today
from mirec.core.tables import paged


@require_safe
@require(Permission.EMPLOYER_READ)
def employer_list(request: HttpRequest) -> HttpResponse:
    rows = EmployerFilter(request.GET, queryset=queries.employers_listed(request.user))
    table = paged(request, EmployerTable(rows.qs))
    can_write = request.user.has_verb(Permission.EMPLOYER_WRITE)
    page = {"filter": rows, "table": table, "can_write": can_write}
    return render(request, "employers/employer_list.html", page)


def open_employer(request: HttpRequest, pk: int) -> Employer:
    """One of those listed; an employer that was merged leads to the one that has its things."""
    visible = queries.employers_listed(request.user)
    return visible.filter(pk=pk).first() or follow_merge(request, visible, pk)


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    employer = open_employer(request, pk)
    placements = queries.placements_listed(request.user).filter(employer=employer)
    on = today()
    can_write = request.user.has_verb(Permission.EMPLOYER_WRITE)
    page = {
        "employer": employer,
        "missing": missing(vars(employer), OF_EMPLOYER),
        "contacts": employer.contacts.all(),
        "sites": employer.sites.select_related("locality"),
        "log": queries.log_of(employer, request.user, request.GET.get("page")),
        "approach_form": can_write and ApproachForm(employer=employer, user=request.user, on=on),
        "vacancies": queries.vacancies_of(employer, request.user),
        "placements": hired_at(placements, employer, queries.SHOWN),
        "placement_count": placements.count(),
        "can_write": can_write,
        "can_record": request.user.has_verb(Permission.VACANCY_WRITE),
        "on": on,
    }
    return render(request, "employers/employer_detail.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    form = EmployerForm(request.POST or None, user=request.user)
    if request.method == "POST" and (employer := form.try_save()):
        said = "était déjà encodé : voici sa fiche" if form.chosen else "est encodé"
        messages.success(request, f"{employer} {said}. Vous pouvez noter une offre.")
        return redirect(employer)
    return render(request, "employers/employer_form.html", {"form": form, "employer": None})


@require_safe
@require(Permission.EMPLOYER_WRITE)
def resembling(request: HttpRequest) -> HttpResponse:
    """What htmx asks while one types a new employer: those that may be the same enterprise."""
    return render(request, "employers/twins.html", typed_so_far(request.GET))


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    name = employer.name
    form = EmployerForm(request.POST or None, instance=employer, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "La fiche est à jour.")
        return redirect(employer)
    page = {"form": form, "employer": employer, "name": name}
    return render(request, "employers/employer_form.html", page)
