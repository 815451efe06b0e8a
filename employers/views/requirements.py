"""What a vacancy requires: a skill added, changed or dropped, and the log of what was agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.models import Skill
from employers.enums import VacancyStatus
from employers.forms.negotiations import RequirementForm
from employers.models import Requirement, Vacancy
from employers.queries.negotiations import talks_of
from employers.queries.reachable import DEFINITION
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require_safe
@require(Permission.EMPLOYER_READ)
def negotiations(request: HttpRequest, pk: int) -> HttpResponse:
    """What the employer asked first, what stands now, and whom the last change opened to."""
    vacancies = Vacancy.objects.visible_to(request.user).select_related("employer")
    vacancy = get_object_or_404(vacancies, pk=pk)
    page = {
        "vacancy": vacancy,
        "talks": talks_of(vacancy, request.user),
        "definition": DEFINITION,
        "can_record": _may_change(request, vacancy),
        "on": today(),
    }
    return render(request, "employers/negotiations.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    return _requirement_page(request, _vacancy(request, pk), None)


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def edit(request: HttpRequest, pk: int, skill: int) -> HttpResponse:
    """Named by its skill: a requirement dropped meanwhile is said so, not just missing."""
    vacancy = _vacancy(request, pk)
    requirement = vacancy.requirements.select_related("skill").filter(skill=skill).first()
    if requirement is None:
        gone = get_object_or_404(Skill, pk=skill)
        messages.info(request, f"« {gone} » n'est pas, ou plus, demandée par cette offre.")
        return redirect(vacancy)
    return _requirement_page(request, vacancy, requirement)


def _may_change(request: HttpRequest, vacancy: Vacancy) -> bool:
    is_open = vacancy.status == VacancyStatus.OPEN
    return is_open and request.user.has_verb(Permission.VACANCY_WRITE)


def _vacancy(request: HttpRequest, pk: int) -> Vacancy:
    vacancies = Vacancy.objects.visible_to(request.user).select_related("employer")
    return get_object_or_404(vacancies, pk=pk)


def _requirement_page(
    request: HttpRequest, vacancy: Vacancy, requirement: Requirement | None
) -> HttpResponse:
    """The form; htmx asks what it would change, an ordinary send records it."""
    form = RequirementForm(
        request.POST or None,
        vacancy=vacancy,
        requirement=requirement,
        user=request.user,
        on=today(),
    )
    if request.htmx and request.method == "POST":
        return render(request, "employers/reach.html", {"effect": form.effect})
    if request.method == "POST" and (skill := form.try_save()):
        messages.success(request, f"« {skill} » : c'est noté.")
        return redirect(vacancy)
    page = {
        "form": form,
        "vacancy": vacancy,
        "requirement": requirement,
        "effect": form.effect,
        "definition": DEFINITION,
        "title": f"Négocier « {requirement.skill} »" if requirement else "Ajouter une compétence",
    }
    return render(request, "employers/requirement_form.html", page)
