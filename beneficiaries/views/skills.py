"""The skills tab: what the person can do, changed in its own line, and what stands in the way."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.forms.skills import SkillForm
from beneficiaries.models import Beneficiary, BeneficiarySkill
from beneficiaries.panels import find_file, open_file, render_panel
from beneficiaries.potential import travelled_by, voices_of
from beneficiaries.services.skills import remove_skill
from beneficiaries.tabs import address
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

TAB = "beneficiaries:panel-skills"
PART = "Compétences"


@require_safe
@require(Permission.FILE_READ)
def panel_skills(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, open_file(request, pk, PART))


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_create(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, PART)
    row = BeneficiarySkill(beneficiary=beneficiary)
    form = SkillForm(request.POST or None, instance=row, user=request.user, on=today())
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
def skill_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its line of the table becomes the form; each change is a word on the way travelled."""
    row = _skill(request, pk)
    form = SkillForm(request.POST or None, instance=row, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, f"Compétence mise à jour : {row.skill}.")
        return redirect(TAB, row.beneficiary_id)
    return _page(request, find_file(request, row.beneficiary_id), opened=row, form=form)


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = _skill(request, pk)
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


def _skill(request: HttpRequest, pk: int) -> BeneficiarySkill:
    theirs = Beneficiary.objects.visible_to(request.user)
    rows = BeneficiarySkill.objects.filter(beneficiary__in=theirs)
    return get_object_or_404(rows.select_related("skill", "beneficiary"), pk=pk)


def _page(
    request: HttpRequest,
    beneficiary: Beneficiary,
    *,
    opened: BeneficiarySkill | None = None,
    form: SkillForm | None = None,
) -> HttpResponse:
    page = {
        "groups": voices_of(beneficiary),
        "travelled": travelled_by(beneficiary),
        "obstacles": beneficiary.obstacles.with_open_note(),
        "can_write": request.user.has_verb(Permission.FILE_WRITE),
        "can_open": request.user.has_verb(Permission.SEALED_READ),
        "opened": opened,
        "form": form,
        "grid_url": address("coaching:skill-grid", beneficiary.pk),
        "plan_url": address("coaching:panel-plan", beneficiary.pk),
        "paper_url": address("coaching:travelled-paper", beneficiary.pk),
    }
    return render_panel(
        request,
        beneficiary,
        "beneficiaries/panels/skills.html",
        page,
        tab="beneficiaries:panel-skills",
    )
