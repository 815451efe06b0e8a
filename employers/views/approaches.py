"""The log of an employer: each call, visit or mail, and what was promised."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from employers.forms.approaches import ApproachForm
from employers.models import Approach, Employer
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today

PAGE = "employers/approach_form.html"


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    form = ApproachForm(request.POST or None, employer=employer, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, f"C'est noté chez {employer}.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    title = f"Noter un contact avec {employer}"
    return form_page(request, form, title, "Noter le contact", back, template=PAGE)


@require_http_methods(["GET", "POST"])
@require(Permission.EMPLOYER_WRITE)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Only who noted it may correct it."""
    mine = Approach.objects.visible_to(request.user).filter(created_by=request.user)
    approach = get_object_or_404(mine.select_related("employer"), pk=pk)
    employer = approach.employer
    form = ApproachForm(
        request.POST or None,
        instance=approach,
        employer=employer,
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le contact est corrigé.")
        return redirect(employer)
    back = (employer, employer.get_absolute_url())
    title = f"Corriger un contact avec {employer}"
    return form_page(request, form, title, "Enregistrer", back, template=PAGE)
