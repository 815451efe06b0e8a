"""« Ma semaine »: what an accompanied person sees of the own training, and nothing else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beneficiaries.models import Beneficiary
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.queries.own_space import agenda_of
from training.services import open_feed, revoke_feed


@require_safe
@require(Permission.OWN_SPACE)
def my_week(request: HttpRequest) -> HttpResponse:
    person = _self(request)
    feed = person.calendar_feeds.filter(revoked_at=None).first()
    path = reverse("training:feed", args=[feed.token]) if feed else ""
    context = {
        "person": person,
        "coach": person.coach,
        "agenda": agenda_of(person, on=today()),
        "feed_url": request.build_absolute_uri(path) if feed else "",
        "subscribe_url": f"webcal://{request.get_host()}{path}" if feed else "",
    }
    return render(request, "training/my_week.html", context)


@require_POST
@require(Permission.OWN_SPACE)
def my_feed(request: HttpRequest) -> HttpResponse:
    """Make the private calendar address, or take it back (`revoke`)."""
    person = _self(request)
    if "revoke" in request.POST:
        revoke_feed(beneficiary=person, at=timezone.now())
        messages.success(request, _("L'adresse ne fonctionne plus."))
    else:
        open_feed(beneficiary=person)
        messages.success(request, _("Votre adresse d'agenda est prête."))
    return redirect(f"{reverse('training:my-week')}#agenda")


def _self(request: HttpRequest) -> Beneficiary:
    own = Beneficiary.objects.own_of(request.user).select_related("coach")
    return get_object_or_404(own)
