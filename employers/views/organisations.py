"""Employers: the list, the file of one, and what one can change of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from employers import queries
from employers.filters import EmployerFilter
from employers.forms.organisations import EmployerForm
from employers.models import Employer
from employers.tables import EmployerTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
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


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(queries.employers_listed(request.user), pk=pk)
    placements = queries.placements_listed(request.user).filter(employer=employer)
    page = {
        "employer": employer,
        "contacts": employer.contacts.all(),
        "vacancies": queries.vacancies_of(employer, request.user),
        "placements": placements[: queries.SHOWN],
        "placement_count": placements.count(),
        "can_write": request.user.has_verb(Permission.EMPLOYER_WRITE),
        "can_record": request.user.has_verb(Permission.VACANCY_WRITE),
        "on": today(),
    }
    return render(request, "employers/employer_detail.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    form = EmployerForm(request.POST or None, user=request.user)
    if request.method == "POST" and (employer := form.try_save()):
        messages.success(request, f"{employer} est encodé. Vous pouvez noter une offre.")
        return redirect(employer)
    return render(request, "employers/employer_form.html", {"form": form, "employer": None})


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
