"""A stay in a company: its page, its forms, its visits, and the blocks that others draw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.models import Beneficiary
from coaching.forms.alternance import InternshipForm, StopForm, VisitForm
from coaching.models import Internship, InternshipVisit
from coaching.queries.alternance import answers_of, may_follow, practice_of
from coaching.services.tutor_reviews import refusal_to_ask
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pages import form_page
from mirec.core.periods import today
from training.models import Cohort, Enrolment

RELATED = ("enrolment__beneficiary", "enrolment__cohort__programme", "employer")


def find_internship(request: HttpRequest, pk: int) -> Internship:
    rows = Internship.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk)


def find_followed(request: HttpRequest, pk: int) -> Internship:
    """404 unless the user organises trainings, or has the person's file in hand."""
    stay = find_internship(request, pk)
    if not may_follow(request.user, stay):
        raise Http404
    return stay


def find_enrolment(request: HttpRequest, pk: int) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.user)
    related = ("beneficiary", "cohort__programme__operator")
    return get_object_or_404(rows.select_related(*related), pk=pk)


@require_safe
@require(Permission.TRAINING_READ)
def internship(request: HttpRequest, pk: int) -> HttpResponse:
    stay, on = find_internship(request, pk), today()
    follows = may_follow(request.user, stay)
    reviews = list(stay.reviews.all()) if follows else []
    context = {
        "stay": stay,
        "on": on,
        "agreement": stay.papers.prefetch_related("signatures").defer("content").first(),
        "follows": follows,
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
        "visits": stay.visits.all() if follows else [],
        "reviews": [(each, answers_of(each) if each.given_on else []) for each in reviews],
        "waiting": next((each for each in reviews if not each.given_on), None),
        "refusal": refusal_to_ask(stay, on),
    }
    return render(request, "coaching/alternance/internship.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def internship_create(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = find_enrolment(request, pk)
    form = InternshipForm(request.POST or None, enrolment=enrolment, user=request.user)
    if request.method == "POST" and (stay := form.try_save()):
        messages.success(request, f"Le stage chez {stay.employer} est noté.")
        return redirect(stay)
    cohort = enrolment.cohort
    lede = f"{enrolment.beneficiary}, {cohort.programme}."
    back = (cohort.name, cohort.get_absolute_url())
    return form_page(request, form, "Nouveau stage", "Enregistrer le stage", back, lede=lede)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def internship_edit(request: HttpRequest, pk: int) -> HttpResponse:
    stay = find_internship(request, pk)
    back = (str(stay), stay.get_absolute_url())
    form = InternshipForm(
        request.POST or None, instance=stay, enrolment=stay.enrolment, user=request.user
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le stage est modifié.")
        return redirect("coaching:internship", pk)
    lede = "Une convention déjà établie ne change pas : établissez ensuite une nouvelle version."
    return form_page(request, form, "Modifier le stage", "Enregistrer", back, lede=lede)


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE)
def internship_stop(request: HttpRequest, pk: int) -> HttpResponse:
    stay = find_internship(request, pk)
    initial = {"broken_off_on": today()}
    form = StopForm(request.POST or None, initial=initial, internship=stay, user=request.user)
    if request.method == "POST" and form.try_save():
        messages.success(request, "Le stage est arrêté.")
        return redirect(stay)
    return form_page(
        request, form, "Arrêter le stage", "Arrêter le stage", (str(stay), stay.get_absolute_url())
    )


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE, Permission.FOLLOWUP_WRITE)
def visit_create(request: HttpRequest, pk: int) -> HttpResponse:
    stay = find_followed(request, pk)
    return _visit(request, InternshipVisit(internship=stay), "Prévoir une visite")


@require_http_methods(["GET", "POST"])
@require(Permission.TRAINING_WRITE, Permission.FOLLOWUP_WRITE)
def visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    rows = InternshipVisit.objects.visible_to(request.user)
    visit = get_object_or_404(rows, pk=pk)
    visit.internship = find_followed(request, visit.internship_id)
    return _visit(request, visit, "Visite de stage")


def _visit(request: HttpRequest, visit: InternshipVisit, title: str) -> HttpResponse:
    stay = visit.internship
    form = VisitForm(request.POST or None, instance=visit, user=request.user, on=today())
    if request.method == "POST" and form.try_save():
        messages.success(request, "La visite est notée.")
        return redirect(stay)
    back = (str(stay), stay.get_absolute_url())
    return form_page(request, form, title, "Enregistrer la visite", back)


@require_safe
@require(Permission.TRAINING_READ)
def of_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    """Per participant: contract, stays and what is missing; a block of the cohort's page."""
    visible = Cohort.objects.visible_to(request.user).select_related("programme")
    cohort = get_object_or_404(visible, pk=pk)
    rows = cohort.enrolments.order_by("beneficiary__name_key", "pk")
    return _practice(request, rows, (cohort.name, cohort.get_absolute_url()), "persons")


@require_safe
@require(Permission.TRAINING_READ)
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, training by training; a block of the person's tab."""
    person = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    rows = person.enrolments.order_by("-cohort__starts_on", "pk")
    return _practice(request, rows, (person.full_name, person.get_absolute_url()), "")


def _practice(request: HttpRequest, rows, back: tuple[str, str], names: str) -> HttpResponse:
    context = {
        "practices": practice_of(rows),
        "back": back,
        "by_person": bool(names),
        "on": today(),
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
    }
    part = "coaching/alternance/practice.html"
    response = render(
        request, part if request.htmx else "coaching/alternance/practice_page.html", context
    )
    response["Vary"] = "HX-Request"
    return response
