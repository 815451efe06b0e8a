"""The skills tab: what the person can do, added and removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.forms.skills import SkillForm
from beneficiaries.models import Beneficiary, BeneficiarySkill
from beneficiaries.panels import open_file, render_panel
from beneficiaries.services.skills import remove_skill
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

TAB = "beneficiaries:panel-skills"
PART = "Compétences"


@require_safe
@require(Permission.FILE_READ)
def panel_skills(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, PART)
    can_write = request.user.has_verb(Permission.FILE_WRITE)
    page = {"skills": beneficiary.skills.select_related("skill"), "can_write": can_write}
    return render_panel(request, beneficiary, "beneficiaries/panels/skills.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_create(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, PART)
    row = BeneficiarySkill(beneficiary=beneficiary)
    form = SkillForm(request.POST or None, instance=row, user=request.user)
    if request.method == "POST" and (kept := form.try_save()):
        messages.success(request, f"Compétence ajoutée : {kept.skill}.")
        return redirect(TAB, pk)
    page = {
        "form": form,
        "title": "Ajouter une compétence",
        "beneficiary": beneficiary,
        "back": TAB,
    }
    return render(request, "beneficiaries/form.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_delete(request: HttpRequest, pk: int) -> HttpResponse:
    theirs = Beneficiary.objects.visible_to(request.user)
    row = get_object_or_404(BeneficiarySkill, pk=pk, beneficiary__in=theirs)
    beneficiary = open_file(request, row.beneficiary_id, PART)
    if request.method == "POST":
        remove_skill(row=row, by=request.user)
        messages.success(request, "La compétence est retirée ; l'historique en garde la trace.")
        return redirect(TAB, beneficiary.pk)
    page = {
        "row": row,
        "title": "Retirer cette compétence ?",
        "beneficiary": beneficiary,
        "back": TAB,
    }
    return render(request, "beneficiaries/confirm.html", page)
