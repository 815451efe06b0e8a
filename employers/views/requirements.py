"""The skills that a vacancy asks for, one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from employers.forms.skills import RequirementForm
from employers.models import Requirement, Vacancy
from employers.services.vacancies import drop_requirement
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page


@require_http_methods(["GET", "POST"])
@require(Permission.VACANCY_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=pk)
    form = RequirementForm(request.POST or None, vacancy=vacancy)
    if request.method == "POST" and (requirement := form.try_save()):
        messages.success(request, f"« {requirement.skill} » est demandée.")
        return redirect(vacancy)
    back = (vacancy, vacancy.get_absolute_url())
    return form_page(
        request, form, "Ajouter une compétence demandée", "Ajouter la compétence", back
    )


@require_POST
@require(Permission.VACANCY_WRITE)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Requirement.objects.filter(vacancy__in=Vacancy.objects.visible_to(request.user))
    requirement = get_object_or_404(mine.select_related("skill", "vacancy"), pk=pk)
    drop_requirement(requirement=requirement)
    messages.success(request, f"« {requirement.skill} » n'est plus demandée.")
    return redirect(requirement.vacancy)
