"""The coach's tabs on a person's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from beneficiaries.models import Beneficiary, TemporaryAccess
from beneficiaries.panels import open_file, render_panel
from coaching.clocks import clock_of
from coaching.forms.followups import FollowUpForm, new_follow_up
from coaching.models import FollowUp, Journey, TransferredFile
from coaching.queries.agenda import appointments_to_come
from coaching.queries.gatherings import workshops_of
from coaching.rules.alerts import alerts_of
from coaching.services.hiring import insertion_of
from coaching.services.journeys import reentry_day
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today

SHOWN_FOLLOW_UPS = 30


@require(Permission.JOURNEY_READ)
def header(request: HttpRequest, pk: int) -> HttpResponse:
    """Phase and clock, fetched by the head of the person's page (whose opening is logged)."""
    beneficiary = get_object_or_404(Beneficiary.objects.visible_to(request.user), pk=pk)
    rows = Journey.objects.visible_to(request.user).select_related("regime")
    journey = rows.filter(beneficiary=beneficiary).first()
    context = {"beneficiary": beneficiary, "journey": journey, "clock": None, "pause": None}
    if journey:
        context["clock"] = clock_of(journey, today())
        context["pause"] = journey.breaks.running(today()).first()
    return render(request, "coaching/panels/header.html", context)


@require(Permission.FOLLOWUP_READ)
def followups(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Suivis")
    on = today()
    rows = FollowUp.objects.visible_to(request.user).filter(beneficiary=beneficiary)
    context = {
        "follow_ups": rows.read_along()[:SHOWN_FOLLOW_UPS],
        "follow_up_count": rows.count(),
        "handover": TransferredFile.objects.recent(on).filter(beneficiary=beneficiary).first(),
        "steps": rows.with_open_step().select_related("created_by").order_by("next_step_on"),
        "appointments": appointments_to_come(request.user, beneficiary, timezone.now()),
        "form": FollowUpForm(
            initial=new_follow_up(on),
            persons=[beneficiary],
            user=request.user,
            on=on,
            starts_in_text=False,
        ),
    }
    return render_panel(request, beneficiary, "coaching/panels/followups.html", context)


@require(Permission.JOURNEY_READ)
def journey(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Parcours")
    on = today()
    rows = Journey.objects.visible_to(request.user).filter(beneficiary=beneficiary).for_panel()
    current = next(iter(rows), None)
    running = current if current and current.is_open else None
    hired = running is not None and running.first_hired_on
    context = {
        "journeys": rows,
        "current": current,
        "has_open_journey": running is not None,
        "alerts": alerts_of(running, on) if running else (),
        "reentry_on": reentry_day(beneficiary, on),
        "insertion": insertion_of(running, on).explanation if hired else "",
        "workshop_seats": workshops_of(beneficiary, request.user),
        "placements": beneficiary.placements.select_related("employer"),
        "transfers": beneficiary.transfers.newest_first(),
        "accesses": TemporaryAccess.objects.live().of_file(beneficiary),
    }
    return render_panel(request, beneficiary, "coaching/panels/journey.html", context)
