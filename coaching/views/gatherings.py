"""What the pages of sessions of information and of workshops share."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from coaching.enums import Presence, SeatStatus
from coaching.models import InformationSession, SignUp, Workshop, WorkshopSeat
from coaching.queries import gatherings
from coaching.rules.gatherings import change_fault, close_fault, presence_fault
from coaching.services.gatherings import seats_of
from mirec.core.pdf import NoPangoError, pdf_response, render_paper
from mirec.core.periods import today

Gathering = InformationSession | Workshop
Seat = SignUp | WorkshopSeat
BUTTONS = (Presence.PRESENT, Presence.ABSENT, Presence.EXCUSED)


def detail_context(request: HttpRequest, gathering: Gathering) -> dict[str, object]:
    entries = list(gatherings.list_of(gathering, request.user))
    return {
        "gathering": gathering,
        "entries": entries,
        "registered": [e for e in entries if e.status == SeatStatus.REGISTERED],
        "waiting": [e for e in entries if e.status == SeatStatus.WAITING],
        "seats": seats_of(gathering),
        "may_change": not change_fault(gathering.cancelled_at, gathering.closed_at),
        "may_mark": not presence_fault(gathering.cancelled_at, gathering.starts_at, today()),
        "may_close": not gathering.closed_at
        and not close_fault(gathering.cancelled_at, gathering.starts_at, timezone.now()),
        "present_count": sum(e.presence == Presence.PRESENT for e in entries),
    }


def door_context(request: HttpRequest, gathering: Gathering) -> dict[str, object]:
    """The list as it is held at the door: by name, to find somebody who stands there."""
    entries = sorted(gatherings.list_of(gathering, request.user), key=_called)
    return {
        "gathering": gathering,
        "entries": entries,
        "present_count": sum(e.presence == Presence.PRESENT for e in entries),
        "buttons": BUTTONS,
    }


def _called(seat: Seat) -> str:
    person = seat if isinstance(seat, SignUp) else seat.beneficiary
    return f"{person.last_name} {person.first_name}".casefold()


def marked(request: HttpRequest, form, door: str, template: str) -> HttpResponse:
    """One press at the door: the line comes back alone for htmx, the whole list otherwise."""
    seat = form.seat
    saved = form.try_save()
    if not saved:
        messages.error(request, next(iter(form.errors.values()))[0])
    if not request.htmx:
        return redirect(f"{door}#place-{seat.pk}")
    row = gatherings.list_of(seat.gathering, request.user).get(pk=seat.pk)
    came = seat.gathering.entries.filter(presence=Presence.PRESENT).count()
    context = {"seat": row, "buttons": BUTTONS, "present_count": came, "is_answer": True}
    return render(request, template, context)


def tell_moved(request: HttpRequest, moved: Sequence[Seat]) -> None:
    """Who got a seat from the waiting list, and who still has to be called."""
    for seat in moved:
        name = seat if isinstance(seat, SignUp) else seat.beneficiary
        by_mail = isinstance(seat, SignUp) and seat.email
        told = "un e-mail le lui dit" if by_mail else "prévenez cette personne"
        messages.info(request, f"{name} passe de la liste d'attente à une place : {told}.")


def cancelling_page(request: HttpRequest, gathering: Gathering, what: str) -> HttpResponse:
    """Asks first, on a page of its own: it works without script."""
    context = {
        "gathering": gathering,
        "what": what,
        "is_workshop": isinstance(gathering, Workshop),
        "count": gathering.entries.live().count(),
    }
    return render(request, "coaching/gatherings/cancel.html", context)


def closing_page(request: HttpRequest, gathering: Gathering, what: str) -> HttpResponse:
    """Says first who will be noted as « Pas venu·e »."""
    if gathering.closed_at:
        return redirect(gathering)
    entries = gatherings.list_of(gathering, request.user)
    unmarked = entries.filter(status=SeatStatus.REGISTERED, presence=Presence.UNKNOWN)
    context = {
        "gathering": gathering,
        "what": what,
        "is_workshop": isinstance(gathering, Workshop),
        "unmarked": unmarked,
    }
    return render(request, "coaching/gatherings/close.html", context)


def list_paper(request: HttpRequest, gathering: Gathering) -> HttpResponse:
    """The list to sign, on paper: names only."""
    context = door_context(request, gathering)
    registered = [e for e in context["entries"] if e.status == SeatStatus.REGISTERED]
    try:
        content = render_paper(
            "coaching/gatherings/paper.html", {"gathering": gathering, "registered": registered}
        )
    except NoPangoError as missing:
        messages.error(request, str(missing))
        return redirect(gathering)
    return pdf_response(content, f"liste-{gathering.day.isoformat()}.pdf")
