"""« Dans l'emploi »: the block of the person's file, the difficulties, the validation of skills."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.panels import find_file, note_opening, open_file
from coaching.forms.after_hire import DifficultyForm
from coaching.forms.skill_tests import SkillResultForm, SkillTestForm
from coaching.models import Difficulty, SkillTest
from coaching.queries.after_hire import followed_jobs, tests_of
from employers.models import Placement
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today

PART, SEALED_PART = "Difficultés dans l'emploi", "Difficulté de santé dans l'emploi"
VOLUNTARY = "Volontaire et gratuite, dès 18 ans, dans un centre agréé."


@require_safe
@require(Permission.FOLLOWUP_READ)
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetched by the tab « Emploi », whose opening is logged; a page of its own without script."""
    beneficiary = find_file(request, pk) if request.htmx else open_file(request, pk, "Emploi")
    jobs = followed_jobs(beneficiary, today())
    context = {
        "beneficiary": beneficiary,
        "running": [job for job in jobs if job.is_running],
        "past": [job for job in jobs if not job.is_running],
        "tests": tests_of(beneficiary),
        "on": today(),
    }
    template = "block" if request.htmx else "block_page"
    return render(request, f"coaching/after_hire/{template}.html", context)


def _back(beneficiary: Beneficiary) -> tuple[Beneficiary, str]:
    return beneficiary, reverse("employers:panel", args=[beneficiary.pk])


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def difficulty_create(request: HttpRequest, pk: int) -> HttpResponse:
    persons = Beneficiary.objects.visible_to(request.user)
    jobs = Placement.objects.filter(beneficiary__in=persons).select_related("beneficiary")
    placement = get_object_or_404(jobs.select_related("employer"), pk=pk)
    return _written(request, Difficulty(placement=placement), placement, "Noter une difficulté")


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def difficulty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a sealed one are not here."""
    row = _difficulty(request, pk)
    return _written(request, row, row.placement, f"Difficulté : {row}")


def _written(
    request: HttpRequest, row: Difficulty, placement: Placement, title: str
) -> HttpResponse:
    on = today()
    form = DifficultyForm(
        request.POST or None,
        instance=row,
        initial={} if row.pk else {"noted_on": on},
        placement=placement,
        user=request.user,
        on=on,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "La difficulté est à jour.")
        return redirect("employers:panel", placement.beneficiary_id)
    back = _back(placement.beneficiary)
    return form_page(request, form, title, "Enregistrer", back, lede=str(placement))


def _difficulty(request: HttpRequest, pk: int) -> Difficulty:
    rows = Difficulty.objects.visible_to(request.user)
    related = ("placement__beneficiary", "placement__employer")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@never_cache
@require_POST
@require(Permission.SEALED_READ)
def difficulty_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sealed words, on request only; who asked is kept with the openings of the file."""
    row = _difficulty(request, pk)
    note_opening(request, row.placement.beneficiary, SEALED_PART)
    context = {"difficulty": row, "beneficiary": row.placement.beneficiary}
    template = "seal" if request.htmx else "seal_page"
    return render(request, f"coaching/after_hire/{template}.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def test_plan(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    on = today()
    form = SkillTestForm(request.POST or None, beneficiary=beneficiary, user=request.user, on=on)
    if request.method == "POST" and form.try_save():
        messages.success(request, "L'épreuve est notée.")
        return redirect("employers:panel", pk)
    title = "Valider une compétence"
    return form_page(request, form, title, "Enregistrer", _back(beneficiary), lede=VOLUNTARY)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def test_result(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SkillTest.objects.visible_to(request.user).select_related("beneficiary", "skill")
    test = get_object_or_404(rows, pk=pk)
    on = today()
    form = SkillResultForm(
        request.POST or None, test=test, user=request.user, on=on, initial={"result_on": on}
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le résultat est noté.")
        return redirect("employers:panel", test.beneficiary_id)
    title = f"Résultat : {test.skill}"
    return form_page(request, form, title, "Enregistrer", _back(test.beneficiary))
