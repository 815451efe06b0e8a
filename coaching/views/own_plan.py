"""« Mon plan »: what an accompanied person reads of the own plan, and the own answer to a step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.models import Beneficiary
from coaching.enums import StepOwner
from coaching.models import Agreement, InsertionPlan, PlanVersion, Step
from coaching.own_plan import own_plan_of
from coaching.services.plans import finish_step, take_up_step
from coaching.travelled import way_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import day_from
from mirec.core.pdf import paper_response
from mirec.core.periods import today


@require_safe
@require(Permission.OWN_SPACE)
def my_plan(request: HttpRequest) -> HttpResponse:
    person = _self(request)
    context = {"person": person, "plan": own_plan_of(person), "on": today()}
    return render(request, "coaching/my_plan.html", context)


@require_POST
@require(Permission.OWN_SPACE)
def my_step_done(request: HttpRequest, pk: int) -> HttpResponse:
    """« C'est fait », said by the person; `annuler` takes back only what the person said."""
    steps = Step.objects.filter(beneficiary=_self(request), owner=StepOwner.PERSON)
    step = get_object_or_404(steps, pk=pk)
    try:
        if "annuler" not in request.POST:
            finish_step(step=step, by=request.user, on=today())
            messages.success(request, _("Bravo, c'est noté."))
        elif step.done_by_id == request.user.pk:
            take_up_step(step=step, by=request.user)
            messages.success(request, _("Cette action est de nouveau à faire."))
    except ValidationError:
        messages.info(request, _("Cette action avait déjà sa réponse."))
    return redirect("coaching:my-plan")


@require_safe
@require(Permission.OWN_SPACE)
def my_plan_paper(request: HttpRequest, pk: int) -> HttpResponse:
    own = PlanVersion.objects.filter(beneficiary=_self(request)).prefetch_related("signatures")
    version = get_object_or_404(own, pk=pk)
    context = {"version": version, "content": version.content}
    return paper_response("coaching/plan/paper.html", context, "plan.pdf")


@require_safe
@require(Permission.OWN_SPACE)
def my_insertion_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Once all have signed; until then it is still a draft between the three."""
    own = InsertionPlan.objects.filter(proposal__beneficiary=_self(request))
    signed = own.filter(completed_on__isnull=False).prefetch_related("signatures")
    plan = get_object_or_404(signed, pk=pk)
    context = {"plan": plan, "content": plan.content}
    return paper_response("coaching/insertion/paper.html", context, "plan-insertion.pdf")


@require_safe
@require(Permission.OWN_SPACE)
def my_agreement(request: HttpRequest, day: str) -> HttpResponse:
    """The convention drawn up on a day; a version that another replaced is left out."""
    own = Agreement.objects.latest_version().filter(journey__beneficiary=_self(request))
    agreement = get_object_or_404(own, drawn_on=day_from(day))
    context = {"agreement": agreement}
    return paper_response("coaching/agreement_paper.html", context, "convention.pdf")


@require_safe
@require(Permission.OWN_SPACE)
def my_travelled(request: HttpRequest) -> HttpResponse:
    person = _self(request)
    context = {"person": person, "way": way_of(person), "on": today()}
    return paper_response("coaching/travelled_paper.html", context, "chemin-parcouru.pdf")


def _self(request: HttpRequest) -> Beneficiary:
    return get_object_or_404(Beneficiary.objects.own_of(request.user).select_related("coach"))
