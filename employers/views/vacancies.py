"""Vacancies: the list, a new one while the call lasts, its page, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import queries
from employers.filters import VacancyFilter
from employers.forms.vacancies import CloseForm, VacancyEditForm, VacancyForm
from employers.models import Vacancy
from employers.rules.completeness import missing
from employers.services.freshness import question_refusal, with_asked_at
from employers.services.proposals import MOVABLE_STAGES
from employers.tables import VacancyTable
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.tables import paged
from mirec.core.wording import plural


@require_safe
@require(Permission.EMPLOYER_READ)
def vacancy_list(request: HttpRequest) -> HttpResponse:
    on = today()
    rows = VacancyFilter(request.GET, queryset=queries.vacancies_listed(request.user), on=on)
    table = paged(request, VacancyTable(rows.qs, on=on))
    can_record = request.user.has_verb(Permission.VACANCY_WRITE)
    page = {"filter": rows, "table": table, "can_record": can_record}
    return render(request, "employers/vacancy_list.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def create(request: HttpRequest) -> HttpResponse:
    initial = queries.call_of(request.user, request.GET.get("employeur", ""))
    form = VacancyForm(request.POST or None, user=request.user, on=today(), initial=initial)
    if request.method == "POST" and (vacancy := form.try_save()):
        messages.success(
            request,
            f"L'offre « {vacancy} » est notée chez {vacancy.employer}. Complétez-la quand vous "
            "aurez raccroché.",
        )
        return redirect(vacancy)
    return render(request, "employers/vacancy_create.html", {"form": form})


@require_safe
@require(Permission.EMPLOYER_READ)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = with_asked_at(queries.with_requirements(queries.vacancies_listed(request.user)))
    vacancy = get_object_or_404(visible.select_related("contact", "site"), pk=pk)
    on = today()
    page = {
        **queries.vacancy_aids(vacancy, on),
        "vacancy": vacancy,
        "missing": missing(vars(vacancy)),
        "question_refusal": question_refusal(vacancy, timezone.now()),
        "needs": queries.requirements_by_need(vacancy),
        "proposals": queries.proposals_of(vacancy, request.user),
        "stages": MOVABLE_STAGES,
        "can_record": request.user.has_verb(Permission.VACANCY_WRITE),
        "can_move": request.user.has_verb(Permission.PROPOSAL_WRITE),
        "can_hire": request.user.has_verb(Permission.PLACEMENT_WRITE),
        "on": on,
    }
    return render(request, "employers/vacancy_detail.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Vacancy.objects.visible_to(request.user).select_related("employer", "site__locality")
    vacancy = get_object_or_404(visible, pk=pk)
    name = vacancy.title
    form = VacancyEditForm(request.POST or None, instance=vacancy, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'offre est à jour.")
        return redirect(vacancy)
    page = {
        "form": form,
        "title": f"Modifier « {name} »",
        "submit": "Enregistrer",
        "back_url": vacancy.get_absolute_url(),
        "back": name,
    }
    return render(request, "employers/vacancy_edit.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=pk)
    form = CloseForm(request.POST or None, vacancy=vacancy, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, f"L'offre « {vacancy} » est clôturée.")
        return redirect(vacancy)
    waiting = plural(
        vacancy.proposals.waiting().count(),
        "proposition en cours est retirée",
        "propositions en cours sont retirées",
    )
    back = (vacancy, vacancy.get_absolute_url())
    return form_page(
        request,
        form,
        f"Clôturer « {vacancy} »",
        "Clôturer l'offre",
        back,
        f"À la clôture, {waiting}, avec ce motif.",
    )
