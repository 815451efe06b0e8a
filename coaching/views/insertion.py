"""A vacancy beside a person: what is missing, how it can be acquired, who does what for when."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.panels import note_opening
from coaching.forms.insertion import InsertionStepForm
from coaching.models import InsertionStep
from coaching.queries import insertion as queries
from coaching.rules.insertion import day_on_the_spot, is_over
from coaching.services.insertion import drop_left_over, remove_insertion_step, take_way
from employers.models import Proposal, Vacancy
from employers.services.profiles import note_profile_opening
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.keys import key_from
from mirec.core.pages import form_page
from mirec.core.periods import today
from mirec.core.wording import plural

PART = "Exigences et acquis"
FORM = "coaching/insertion/form.html"
GONE = "Ce moyen n'est plus proposé : la page montre ceux qui restent."


def find_proposal(request: HttpRequest, pk: int) -> Proposal:
    return get_object_or_404(queries.proposals_read(request.user), pk=pk)


def note_reading(request: HttpRequest, proposal: Proposal) -> None:
    """The file's page for who may open it, else the profile's."""
    if proposal.is_own:
        note_opening(request, proposal.beneficiary, PART)
    else:
        note_profile_opening(beneficiary=proposal.beneficiary, by=request.user)


@require_safe
@require(Permission.PROFILE_READ)
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = find_proposal(request, pk)
    note_reading(request, proposal)
    found = queries.gap_of(proposal, today())
    plans = queries.plans_of(proposal)
    plan = plans[0] if plans else None
    ended = is_over(proposal.stage)
    page = {
        "proposal": proposal,
        "gap": found,
        "plans": plans,
        "has_changed": plan is not None and queries.has_changed(plan, found.steps),
        "is_over": ended,
        "left_over_count": queries.left_over([proposal]).count() if ended else 0,
        "can_draft": not ended and request.user.has_verb(Permission.PROPOSAL_WRITE),
        "can_apply": proposal.is_own and request.user.has_verb(Permission.FOLLOWUP_WRITE),
        "on": today(),
    }
    return render(request, "coaching/insertion/gap.html", page)


@require_POST
@require(Permission.PROPOSAL_WRITE)
def way_take(request: HttpRequest, pk: int) -> HttpResponse:
    """`skill` and `way` (its key) name the way among those that the page offers now."""
    proposal = find_proposal(request, pk)
    line = queries.gap_of(proposal, today()).line_of(key_from(request.POST.get("skill")))
    ways = line.ways if line else ()
    way = next((one for one in ways if one.key == request.POST.get("way")), None)
    try:
        if line is None or way is None:
            raise ValidationError(GONE)
        skill = line.answer.asked.skill_id
        step = take_way(proposal=proposal, skill_id=skill, way=way, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("coaching:insertion", pk)
    messages.success(request, f"Étape ajoutée : {step}")
    return redirect(f"{reverse('coaching:insertion', args=[pk])}#etape-{step.pk}")


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def step_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Another step than those offered; `?competence=` says which skill it is about."""
    proposal = find_proposal(request, pk)
    start = {
        "skill": key_from(request.GET.get("competence")),
        "due_on": day_on_the_spot(proposal.vacancy.starts_on, today()),
    }
    return _form(request, InsertionStep(proposal=proposal), "Ajouter une étape", "Ajouter", start)


@require_http_methods(["GET", "POST"])
@require(Permission.PROPOSAL_WRITE)
def step_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, _step(request, pk), "Modifier l'étape", "Enregistrer")


def _form(
    request: HttpRequest, step: InsertionStep, title: str, submit: str, start: dict | None = None
) -> HttpResponse:
    proposal = step.proposal
    form = InsertionStepForm(
        request.POST or None,
        instance=step,
        initial=start,
        user=request.user,
        on=today(),
        at=timezone.now(),
    )
    page = reverse("coaching:insertion", args=[proposal.pk])
    if request.method == "POST" and (kept := form.try_save()):
        messages.success(request, f"C'est noté : {kept}")
        return redirect(f"{page}#etape-{kept.pk}")
    lede = f"{proposal.beneficiary}, pour « {proposal.vacancy} » chez {proposal.vacancy.employer}."
    return form_page(request, form, title, submit, (PART, page), lede, FORM)


@require_POST
@require(Permission.PROPOSAL_WRITE)
def step_remove(request: HttpRequest, pk: int) -> HttpResponse:
    step = _step(request, pk)
    try:
        remove_insertion_step(step=step, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, f"Étape retirée : {step}")
    return redirect("coaching:insertion", step.proposal_id)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def left_over_drop(request: HttpRequest, pk: int) -> HttpResponse:
    persons = Beneficiary.objects.visible_to(request.user)
    rows = queries.proposals_read(request.user).filter(beneficiary__in=persons)
    proposal = get_object_or_404(rows, pk=pk)
    try:
        count = drop_left_over(proposal=proposal, by=request.user, on=today())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        done = plural(count, "action abandonnée", "actions abandonnées")
        messages.success(request, f"{done} ; le motif est gardé.")
    return redirect("coaching:panel-plan", proposal.beneficiary_id)


@require_safe
@require(Permission.PROFILE_READ)
def of_vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    """The plans towards one vacancy, fetched by its page."""
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=pk)
    mentions = queries.mentions_of_vacancy(vacancy, request.user)
    template = "of_vacancy" if request.htmx else "of_vacancy_page"
    page = {"vacancy": vacancy, "mentions": mentions}
    return render(request, f"coaching/insertion/{template}.html", page)


def _step(request: HttpRequest, pk: int) -> InsertionStep:
    rows = InsertionStep.objects.visible_to(request.user)
    step = get_object_or_404(rows, pk=pk)
    step.proposal = find_proposal(request, step.proposal_id)
    return step
