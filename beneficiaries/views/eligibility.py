"""The eligibility tab, the evaluation with its live verdict, and what was recorded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.fact_labels import facts_in_words
from beneficiaries.forms.eligibility import FactsForm
from beneficiaries.forms.two_dates import TwoDatesForm, proposed_days
from beneficiaries.models import Assessment, Beneficiary
from beneficiaries.panels import find_file, open_file, render_panel
from beneficiaries.queries.proofs import proved_now, proved_then
from beneficiaries.recorded import proved_answers
from beneficiaries.services.assessing import facts_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today


@require_safe
@require(Permission.FILE_READ)
def panel_eligibility(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Éligibilité")
    assessments = beneficiary.assessments.select_related("regime", "assessed_by")
    proofs = proved_now(beneficiary, today())
    page = {
        "assessments": assessments,
        "answers": proved_answers(assessments[0], proofs) if assessments else [],
        "proofs": proofs,
        "situations": beneficiary.situations.all(),
        "documents": beneficiary.handicap_recognitions.all(),
        "can_write": request.user.has_verb(Permission.FILE_WRITE),
        "can_assess": request.user.has_verb(Permission.ELIGIBILITY_ASSESS),
    }
    return render_panel(request, beneficiary, "beneficiaries/panels/eligibility.html", page)


@require_http_methods(["GET", "POST"])
@require(Permission.ELIGIBILITY_ASSESS)
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts proposed by the file; htmx asks what they answer, an ordinary send records it."""
    if request.htmx and request.method == "POST":
        return _answered(request, find_file(request, pk))
    beneficiary = open_file(request, pk, "Évaluation de l'éligibilité")
    form = _facts_form(request, beneficiary)
    if request.method == "POST" and (assessment := form.try_save()):
        messages.success(request, f"Évaluation enregistrée. {assessment.sentence}")
        return redirect("beneficiaries:panel-eligibility", pk)
    page = {"form": form, "beneficiary": beneficiary, "answered": form.answered}
    return render(request, "beneficiaries/assess.html", page)


def _answered(request: HttpRequest, beneficiary: Beneficiary) -> HttpResponse:
    """What the facts as typed answer now; nothing is written, the file is open already."""
    form = _facts_form(request, beneficiary)
    form.is_valid()
    return render(request, "beneficiaries/verdict.html", {"answered": form.answered, "form": form})


def _facts_form(request: HttpRequest, beneficiary: Beneficiary) -> FactsForm:
    on = today()
    return FactsForm(
        request.POST or None,
        facts=facts_of(beneficiary, on),
        beneficiary=beneficiary,
        user=request.user,
        on=on,
    )


@require_safe
@require(Permission.FILE_READ)
def assessment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Assessment.objects.visible_to(request.user).select_related("regime", "assessed_by")
    assessment = get_object_or_404(visible, pk=pk)
    beneficiary = open_file(request, assessment.beneficiary_id, "Évaluation enregistrée")
    proofs = proved_then(assessment, today())
    page = {
        "assessment": assessment,
        "beneficiary": beneficiary,
        "answers": proved_answers(assessment, proofs),
        "proofs": proofs,
        "facts": facts_in_words(assessment.facts),
    }
    return render(request, "beneficiaries/assessment.html", page)


@require_safe
@require(Permission.FILE_READ)
def two_dates(request: HttpRequest, pk: int) -> HttpResponse:
    """What the latest facts answer on two days of the address, each by its text."""
    beneficiary = open_file(request, pk, "Éligibilité à deux dates")
    assessment = beneficiary.assessments.select_related("regime").first()
    if assessment is None:
        messages.info(request, "Évaluez d'abord l'éligibilité : il n'y a pas encore de faits.")
        return redirect("beneficiaries:panel-eligibility", pk)
    form = TwoDatesForm(request.GET or proposed_days(assessment), assessment=assessment)
    page = {
        "form": form,
        "judged": form.judged if form.is_valid() else [],
        "assessment": assessment,
        "beneficiary": beneficiary,
    }
    return render(request, "beneficiaries/two_dates.html", page)
