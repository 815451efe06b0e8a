"""What the person reads of the follow-ups: those that the coach chose to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from beneficiaries.models import Beneficiary
from coaching.models import FollowUp
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

SHOWN = 50


@require_safe
@require(Permission.OWN_SPACE)
def my_followups(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    rows = FollowUp.objects.filter(beneficiary=person).open_to_person().read_along()
    return render(request, "coaching/my_followups.html", {"follow_ups": rows[:SHOWN]})
