"""The end-of-accompaniment report of a parcours: proposed, rewritten, printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from beneficiaries.panels import open_file
from coaching.closing import closing_of, draft_of
from coaching.forms.closing import ClosingForm
from coaching.models import Journey
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.pdf import paper_response
from mirec.core.periods import today


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_READ)
def closing_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What is sent comes back as a PDF; nothing of it is kept."""
    journeys = Journey.objects.visible_to(request.user)
    journey = get_object_or_404(journeys.select_related("beneficiary__coach", "regime"), pk=pk)
    open_file(request, journey.beneficiary_id, "Rapport de fin")
    closing = closing_of(journey, request.user, today())
    form = ClosingForm(request.POST or None, initial={"text": draft_of(closing)})
    context = {"form": form, "closing": closing, "journey": journey, "on": today()}
    if request.method == "POST" and form.is_valid():
        paper = {**context, "text": form.cleaned_data["text"]}
        return paper_response("coaching/closing_paper.html", paper, "rapport-de-fin.pdf")
    return render(request, "coaching/closing.html", context)
