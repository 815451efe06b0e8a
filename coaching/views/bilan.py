"""The assessment of potential: the grid of an occupation, and the way travelled on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from beneficiaries.panels import open_file
from coaching.bilan import asked_skills
from coaching.forms.bilan import GridForm
from coaching.travelled import way_of
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today
from mirec.core.wording import plural

PAPER = "coaching/travelled_paper.html"


@require_http_methods(["GET", "POST"])
@require(Permission.FILE_WRITE)
def skill_grid(request: HttpRequest, pk: int) -> HttpResponse:
    """The skills that the vacancies of the occupation ask for, to talk over one by one."""
    beneficiary = open_file(request, pk, "Grille du métier visé")
    form = GridForm(
        request.POST if request.method == "POST" else None,
        beneficiary=beneficiary,
        asked=asked_skills(beneficiary),
        user=request.user,
        on=today(),
    )
    if request.method == "POST" and (kept := form.try_save()):
        messages.success(request, f"{plural(len(kept), 'compétence')} au dossier.")
        return redirect("beneficiaries:panel-skills", pk)
    return render(request, "coaching/skill_grid.html", {"form": form, "beneficiary": beneficiary})


@require_safe
@require(Permission.FOLLOWUP_READ)
def travelled_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Printed for the person, in the person's words."""
    beneficiary = open_file(request, pk, "Chemin parcouru")
    context = {"person": beneficiary, "way": way_of(beneficiary), "on": today()}
    return paper_response(PAPER, context, "chemin-parcouru.pdf")
