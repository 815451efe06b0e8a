"""The tab « Formations » of a person's page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from beneficiaries.panels import open_file, render_panel
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.queries.hours import minutes_of, with_minutes
from training.queries.own_space import own_sessions
from training.rules.weeks import instant

NEXT_SHOWN = 5


@require_safe
@require(Permission.TRAINING_READ)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    beneficiary = open_file(request, pk, "Formations")
    enrolments = with_minutes(beneficiary.enrolments.select_related("cohort__programme__operator"))
    coming = own_sessions(beneficiary).filter(starts_at__gte=instant(today()))
    context = {
        "enrolments": enrolments.order_by("-cohort__starts_on", "pk"),
        "minutes_followed": minutes_of(beneficiary),
        "sessions": coming[:NEXT_SHOWN],
        "may_write": request.user.has_verb(Permission.TRAINING_WRITE),
    }
    return render_panel(request, beneficiary, "training/panels/training.html", context)
