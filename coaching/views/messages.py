"""Messages with the team: the person's page, and the coach's tab on the person's file."""

from django.contrib import messages as toasts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from beneficiaries.models import Beneficiary
from beneficiaries.panels import open_file, render_panel
from coaching.forms.messages import MessageForm
from coaching.models import Message
from coaching.services.messages import read_by_person
from coaching.tasks import tell_of_message
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission

SHOWN = 50


@require_http_methods(["GET", "POST"])
@require(Permission.OWN_SPACE)
def my_messages(request: HttpRequest) -> HttpResponse:
    """What is shown is seen: the answers of the team are read by opening the page."""
    person = get_object_or_404(
        Beneficiary.objects.own_of(request.user).select_related("coach", "user")
    )
    at = timezone.now()
    form = _form(request, person, from_person=True)
    if request.method == "POST" and form.try_save():
        toasts.success(request, _("Votre message est parti."))
        return redirect(f"{reverse('coaching:my-messages')}#dernier")
    thread = _thread(request, person)
    read_by_person(beneficiary=person, by=request.user, at=at)
    context = {"form": form, "thread": thread, "coach": person.coach}
    return render(request, "coaching/my_messages.html", context)


@require_http_methods(["GET", "POST"])
@require(Permission.FOLLOWUP_READ)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Answering reads what came before; looking does not, so that the colleague still sees it."""
    beneficiary = open_file(request, pk, "Messages")
    form = _form(request, beneficiary, from_person=False)
    if request.method == "POST" and (sent := form.try_save()):
        tell_of_message(sent)
        toasts.success(request, "Le message est parti.")
        return redirect("coaching:panel-messages", pk)
    context = {"form": form, "thread": _thread(request, beneficiary)}
    return render_panel(request, beneficiary, "coaching/panels/messages.html", context)


def _form(request: HttpRequest, person: Beneficiary, *, from_person: bool) -> MessageForm:
    return MessageForm(
        request.POST if request.method == "POST" else None,
        beneficiary=person,
        user=request.user,
        at=timezone.now(),
        from_person=from_person,
    )


def _thread(request: HttpRequest, person: Beneficiary) -> list[Message]:
    """The last ones, in the order of the talk."""
    rows = Message.objects.visible_to(request.user).filter(beneficiary=person)
    return list(rows.select_related("created_by", "read_by").order_by("-sent_at", "-pk")[:SHOWN])[
        ::-1
    ]
