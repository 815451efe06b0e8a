"""The qualitative part of a year: sections and stories, written by the manager."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from reporting.forms import SectionForm, StoryForm
from reporting.models import FIRST_YEAR, LAST_YEAR, QualitativeSection, Story
from reporting.services.writing import proposed_titles
from reporting.themes import Theme, themes_of


def _known_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


@require(Permission.REPORT_READ)
@require_safe
def sections(request: HttpRequest, year: int) -> HttpResponse:
    written = QualitativeSection.objects.visible_to(request.user).filter(year=_known_year(year))
    stories = Story.objects.visible_to(request.user).filter(year=year)
    context = {
        "year": year,
        "sections": written.select_related("changed_by"),
        "stories": stories.select_related("beneficiary"),
        "proposed": proposed_titles(year),
        "may_write": request.user.has_verb(Permission.REPORT_RUN),
    }
    return render(request, "reporting/sections.html", context)


@require(Permission.REPORT_RUN)
def section_create(request: HttpRequest, year: int) -> HttpResponse:
    """A proposed title comes in the address, with its place."""
    place = request.GET.get("place", "")
    initial = {
        "title": request.GET.get("titre", "")[:160],
        "order": int(place) if place.isdecimal() and len(place) < 4 else 1,
    }
    form = SectionForm(
        request.POST or None, initial=initial, user=request.user, year=_known_year(year)
    )
    return _written(request, form, year, "Nouvelle section")


@require(Permission.REPORT_RUN)
def section_edit(request: HttpRequest, pk: int) -> HttpResponse:
    section = get_object_or_404(QualitativeSection.objects.visible_to(request.user), pk=pk)
    form = SectionForm(request.POST or None, instance=section, user=request.user, year=section.year)
    return _written(request, form, section.year, section.title)


@require(Permission.REPORT_RUN)
def story_create(request: HttpRequest, year: int) -> HttpResponse:
    form = StoryForm(request.POST or None, user=request.user, year=_known_year(year), on=today())
    return _written(request, form, year, "Nouveau récit")


@require(Permission.REPORT_RUN)
def story_edit(request: HttpRequest, pk: int) -> HttpResponse:
    stories = Story.objects.visible_to(request.user).select_related("beneficiary")
    story = get_object_or_404(stories, pk=pk)
    form = StoryForm(
        request.POST or None, instance=story, user=request.user, year=story.year, on=today()
    )
    return _written(request, form, story.year, f"Récit de {story.pseudonym}")


def _written(
    request: HttpRequest, form: SectionForm | StoryForm, year: int, heading: str
) -> HttpResponse:
    if request.method == "POST" and form.try_save():
        messages.success(request, "Texte enregistré. Il entrera dans le prochain rapport produit.")
        return redirect("reporting:sections", year)
    text = form.instance
    page = {
        "form": form,
        "year": year,
        "heading": heading,
        "themes": _themes(request, form, year),
        "draft_subject": f"{text._meta.model_name}-{text.pk or f'de-{year}'}",
    }
    return render(request, "reporting/text_form.html", page)


def _themes(request: HttpRequest, form: SectionForm | StoryForm, year: int) -> list[Theme]:
    """What follow-ups say, beside a section; a story has its own person to listen to."""
    if not isinstance(form, SectionForm):
        return []
    return themes_of(year, request.user, str(form["title"].value() or ""))
