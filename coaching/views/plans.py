"""The plan on one page: goals and steps, each answered in its own line."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.panels import find_file, open_file, render_panel
from beneficiaries.potential import travelled_by
from coaching.enums import StepOwner
from coaching.forms.plans import (
    AnswerForm,
    DoneForm,
    DropForm,
    GoalForm,
    PostponeForm,
    StepForm,
)
from coaching.models import Goal, Step
from coaching.plan import answered_obstacles, plan_of, promised_of, usual_steps, versions_of
from coaching.queries.insertion import mentions_of_person
from coaching.services.plans import answer_goal, move_goal, take_up_step
from employers.queries.sendings import refusals_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

TAB = "coaching:panel-plan"
PANEL = "coaching/panels/plan.html"
FIRST_DUE = timedelta(days=14)
"""What a new step proposes as its day."""


@dataclass(frozen=True)
class Opened:
    """The one line of the plan that is being answered or changed."""

    step: Step
    form: AnswerForm | StepForm
    verb: str


@require_safe
@require(Permission.FOLLOWUP_READ)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """`?action=` proposes the title of a new step: that is how a usual action is chosen."""
    return _page(request, open_file(request, pk, "Plan"))


@require_safe
@require(Permission.FOLLOWUP_READ)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan at a glance, fetched by the follow-ups tab (whose opening is logged)."""
    beneficiary = find_file(request, pk)
    plan = plan_of(beneficiary)
    context = {
        "beneficiary": beneficiary,
        "plan": plan,
        "version": beneficiary.plan_versions.first(),
        "obstacles": answered_obstacles(beneficiary, plan),
        "travelled": travelled_by(beneficiary),
        "on": today(),
    }
    return render(request, "coaching/plan/card.html", context)


@require_safe
@require(Permission.FOLLOWUP_READ)
def usual(request: HttpRequest, pk: int) -> HttpResponse:
    """What is most often planned, in the house: titles and counts, never whose."""
    beneficiary = find_file(request, pk)
    template = "coaching/plan/usual.html" if request.htmx else "coaching/plan/usual_page.html"
    return render(
        request, template, {"beneficiary": beneficiary, "usual": usual_steps(beneficiary)}
    )


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = find_file(request, pk)
    form = _new_step(request, beneficiary)
    if step := form.try_save():
        messages.success(request, f"Action ajoutée : {step}")
        return redirect(TAB, pk)
    return _page(request, beneficiary, add_form=form)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def goal_add(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = find_file(request, pk)
    form = GoalForm(request.POST, beneficiary=beneficiary, user=request.user)
    if goal := form.try_save():
        messages.success(request, f"Objectif ajouté : {goal}")
        return redirect(TAB, pk)
    return _page(request, beneficiary, goal_form=form)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def goal_change(request: HttpRequest, pk: int) -> HttpResponse:
    """`monter` or `descendre`; `reached`, `dropped` or nothing as the `answer`."""
    goal = get_object_or_404(Goal.objects.visible_to(request.user), pk=pk)
    if "monter" in request.POST or "descendre" in request.POST:
        move_goal(goal=goal, up="monter" in request.POST, by=request.user)
    else:
        answer_goal(goal=goal, answer=request.POST.get("answer", ""), by=request.user, on=today())
    return redirect(TAB, goal.beneficiary_id)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    form = StepForm(request.POST or None, instance=step, user=request.user)
    return _answered(request, Opened(step, form, "Enregistrer"), "Action modifiée.")


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def step_finish(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, DoneForm, "Action faite : bravo.")


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def step_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, PostponeForm, "Action reportée.")


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_WRITE)
def step_drop(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, DropForm, "Action abandonnée ; son motif est gardé.")


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def step_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    step = take_up_step(step=_step(request, pk), by=request.user)
    messages.success(request, f"De nouveau à faire : {step}")
    return redirect(TAB, step.beneficiary_id)


def _step(request: HttpRequest, pk: int) -> Step:
    steps = Step.objects.visible_to(request.user).defer("obstacle__note")
    return get_object_or_404(steps.select_related("beneficiary", "obstacle"), pk=pk)


def _answer(request: HttpRequest, pk: int, form_class: type[AnswerForm], said: str) -> HttpResponse:
    step = _step(request, pk)
    form = form_class(request.POST or None, step=step, user=request.user, on=today())
    return _answered(request, Opened(step, form, form.verb), said)


def _answered(request: HttpRequest, opened: Opened, said: str) -> HttpResponse:
    """Back to the plan when it is kept; else the plan with the line open."""
    if request.method == "POST" and opened.form.try_save():
        messages.success(request, said)
        return redirect(TAB, opened.step.beneficiary_id)
    return _page(request, find_file(request, opened.step.beneficiary_id), opened=opened)


def _new_step(request: HttpRequest, beneficiary: Beneficiary) -> StepForm:
    start = {
        "title": request.GET.get("action", "").replace("\0", "")[:200],
        "owner": StepOwner.PERSON,
        "due_on": today() + FIRST_DUE,
    }
    row = Step(beneficiary=beneficiary)
    sent = request.POST if request.method == "POST" else None
    return StepForm(sent, instance=row, initial=start, user=request.user, auto_id="new_%s")


def _page(
    request: HttpRequest,
    beneficiary: Beneficiary,
    *,
    opened: Opened | None = None,
    add_form: StepForm | None = None,
    goal_form: GoalForm | None = None,
) -> HttpResponse:
    plan, on = plan_of(beneficiary), today()
    is_changing = opened is not None and isinstance(opened.form, StepForm)
    context = {
        "plan": plan,
        "late_count": plan.late_count(on),
        "obstacles": answered_obstacles(beneficiary, plan),
        "promised": promised_of(beneficiary, request.user),
        "versions": versions_of(beneficiary),
        "insertions": mentions_of_person(beneficiary, request.user),
        "refusals": refusals_of(beneficiary, on),
        "opened": opened,
        "add_form": add_form or (None if is_changing else _new_step(request, beneficiary)),
        "goal_form": goal_form or GoalForm(beneficiary=beneficiary, user=request.user),
        "can_write": request.user.has_verb(Permission.FOLLOWUP_WRITE),
    }
    return render_panel(request, beneficiary, PANEL, context, tab="coaching:panel-plan")
