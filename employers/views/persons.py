"""A person as the employment side sees them: the profile, and the tab of the person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from beneficiaries.panels import open_file, render_panel
from employers import queries
from employers.queries.sendings import refusals_of, sendings_of
from employers.queries.timelines import timeline_of
from employers.services.profiles import note_profile_opening
from employers.services.proposals import MOVABLE_STAGES
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.moved import follow_merge
from mirec.core.periods import today


@require_safe
@require(Permission.PROFILE_READ)
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """What a vacancy needs to know: never social data, health, income, number or street."""
    visible = queries.profiles(request.user)
    person = visible.filter(pk=pk).first() or follow_merge(request, visible, pk)
    note_profile_opening(beneficiary=person, by=request.user)
    page = {
        "person": person,
        "skills": person.skills.select_related("skill"),
        "proposals": queries.proposals_listed(request.user).filter(beneficiary=person),
        "is_mine": Beneficiary.objects.visible_to(request.user).filter(pk=pk).exists(),
        "sendings": sendings_of(person, request.user),
        "can_propose": request.user.has_verb(Permission.PROPOSAL_WRITE),
        "wish": queries.wish_of(person),
        "on": today(),
    }
    return render(request, "employers/profile.html", page)


@require_safe
@require(Permission.FILE_READ)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Emploi")
    user = request.user
    page = {
        "proposals": queries.proposals_listed(user).filter(beneficiary=beneficiary),
        "timeline": timeline_of(beneficiary.placements.all(), today(), of_file=True),
        "sendings": sendings_of(beneficiary, user),
        "refusals": refusals_of(beneficiary, today()),
        "can_write": user.has_verb(Permission.FOLLOWUP_WRITE),
        "stages": MOVABLE_STAGES,
        "hire_url": reverse("coaching:hire") if user.has_verb(Permission.PLACEMENT_WRITE) else "",
        "can_propose": user.has_verb(Permission.PROPOSAL_WRITE),
        "can_hire": user.has_verb(Permission.PLACEMENT_WRITE),
        "wish": queries.wish_of(beneficiary),
    }
    return render_panel(request, beneficiary, "employers/panels/employment.html", page)
