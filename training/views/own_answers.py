"""« Je viens / je ne peux pas »: the participant's word on a session to come."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beneficiaries.models import Beneficiary
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core.periods import today
from training.forms.answers import AwayForm
from training.queries.own_space import Entry, own_sessions
from training.rules.weeks import instant
from training.services import answer_session


@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def my_answer(request: HttpRequest, moment: str) -> HttpResponse:
    """By the hour of the own session: nobody is in two places at once. `viens` says yes."""
    person = get_object_or_404(Beneficiary.objects.own_of(request.user))
    session = own_sessions(person).kept().filter(starts_at=_instant(moment)).first()
    if session is None:
        raise Http404
    at = timezone.now()
    if request.method == "POST" and "viens" in request.POST:
        try:
            answer_session(
                session=session, beneficiary=person, is_coming=True, by=request.user, at=at
            )
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("C'est noté : vous venez."))
        return _back_to(moment)
    form = AwayForm(
        request.POST if request.method == "POST" else None,
        session=session,
        beneficiary=person,
        user=request.user,
        at=at,
    )
    if request.method == "POST" and form.try_save():
        messages.success(request, _("C'est noté : l'équipe sait que vous ne venez pas."))
        return _back_to(moment)
    context = {"form": form, "entry": Entry.of_session(session, today())}
    return render(request, "training/my_answer.html", context)


def _back_to(moment: str) -> HttpResponse:
    """To the session in the week, where its person was."""
    return redirect(f"{reverse('training:my-week')}#s-{moment}")


def _instant(moment: str) -> datetime:
    """« 2026-11-27T0900 », at the office's clock."""
    try:
        typed = datetime.strptime(moment, "%Y-%m-%dT%H%M")  # noqa: DTZ007 - the office's own
        return instant(typed.date(), typed.time())
    except (ValueError, OverflowError) as error:
        raise Http404 from error
