"""The answers of « Ma journée »: given in place, undone for a while, without script as well."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from beneficiaries.models import Beneficiary
from coaching.day.lines import Moment
from coaching.day.queue import BY_MATTER, line_of
from coaching.enums import Matter
from coaching.models import FollowUp
from coaching.rules.day import HANDOVER_DAYS
from coaching.services.day import LASTING, put_aside, snooze_line, try_line, wake_line
from coaching.services.followups import complete_step, reopen_step
from coaching.services.messages import read_by_team, unread_by_team
from coaching.services.plans import finish_step, take_up_step
from coaching.services.taking_back import take_back
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core import queue
from mirec.core.keys import key_from
from mirec.core.periods import today
from mirec.core.wording import day

HOME = "coaching:home"
CALLED = {
    Matter.NO_SHOW,
    Matter.SEAT,
    Matter.QUIET,
    Matter.HIRE_CALL,
    Matter.HIRE_CHECK,
    Matter.ABSENCES,
    Matter.TUTOR_CALL,
}
FINISHED = {Matter.STEP, Matter.PLAN_STEP, Matter.HANDOVER, Matter.MESSAGE}


@dataclass(frozen=True)
class Target:
    """The row that a line stands for, as its matter finds it."""

    matter: Matter
    row: Any

    @property
    def beneficiary(self) -> Beneficiary:
        """Of the row itself, or of the parcours that its convention belongs to."""
        row = self.row
        return row.beneficiary if hasattr(row, "beneficiary") else row.journey.beneficiary

    @property
    def limit_on(self) -> date | None:
        return self.row.limit_on if self.matter == Matter.LIMIT else None


def now() -> Moment:
    return Moment(today(), timezone.now())


def target_of(request: HttpRequest, matter: str, pk: int, among: Any = BY_MATTER) -> Target:
    """404 unless the user may see the row, and the matter takes this answer."""
    if matter not in among:
        raise Http404
    row = get_object_or_404(BY_MATTER[Matter(matter)].rows(request.user), pk=pk)
    return Target(Matter(matter), row)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def snooze(request: HttpRequest, matter: str, target: int) -> HttpResponse:
    """« Reporter d'une semaine »; `annuler` takes it back."""
    found = target_of(request, matter, target)
    if found.beneficiary is None:
        raise Http404
    if "annuler" in request.POST:
        wake_line(matter=found.matter, target=target)
        return restored(request, found.matter, target)
    try:
        aside = snooze_line(
            matter=found.matter,
            target=target,
            beneficiary=found.beneficiary,
            by=request.user,
            on=today(),
            limit_on=found.limit_on,
        )
    except ValidationError as refusal:
        return refused(request, found.matter, target, refusal)
    sentence = f"{found.beneficiary} : reporté au {day(aside.until_on, today())}."
    return answered(request, found.matter, target, sentence)


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def done(request: HttpRequest, matter: str, target: int) -> HttpResponse:
    """« C'est fait » or « Lu »; `annuler` takes it back."""
    found = target_of(request, matter, target, FINISHED)
    is_undone = "annuler" in request.POST
    try:
        (_UNDO if is_undone else _DO)[found.matter](found, request.user, today())
    except ValidationError as refusal:
        return refused(request, found.matter, target, refusal)
    if is_undone:
        return restored(request, found.matter, target)
    return answered(request, found.matter, target, f"{found.beneficiary} : c'est fait.")


@require_POST
@require(Permission.FOLLOWUP_WRITE)
def tried(request: HttpRequest, matter: str, target: int) -> HttpResponse:
    """« Pas joint·e »: the try is noted and the next one promised; `suivi` says what to undo."""
    found = target_of(request, matter, target, CALLED)
    if "annuler" in request.POST:
        return _untry(request, found, target)
    written = try_line(
        matter=found.matter,
        target=target,
        beneficiary=found.beneficiary,
        by=request.user,
        on=today(),
    )
    undo = reverse("coaching:day-tried", args=[found.matter.value, target])
    sentence = f"Appel à {found.beneficiary} noté : pas joint·e. À réessayer demain."
    return answered(request, found.matter, target, sentence, f"{undo}?suivi={written.pk}")


def _untry(request: HttpRequest, found: Target, target: int) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).filter(beneficiary=found.beneficiary)
    written = get_object_or_404(rows, pk=key_from(request.GET.get("suivi")))
    try:
        take_back(follow_up=written, by=request.user, on=today())
    except ValidationError as refusal:
        return refused(request, found.matter, target, refusal)
    if found.matter in LASTING:
        wake_line(matter=found.matter, target=target)
    return restored(request, found.matter, target)


def answered(
    request: HttpRequest, matter: Matter, target: int, sentence: str, undo: str = ""
) -> HttpResponse:
    """The line goes, a toast says so and takes it back."""
    key = f"q-{matter.value}-{target}"
    return queue.answered(request, key, sentence, undo or request.path, HOME)


def restored(request: HttpRequest, matter: Matter, target: int) -> HttpResponse:
    """The line stands where it stood."""
    return queue.restored(request, partial(line_of, request.user, matter, target, now()), HOME)


def refused(
    request: HttpRequest, matter: Matter, target: int, refusal: ValidationError
) -> HttpResponse:
    """The line as it stands now, with the reason."""
    key, line = f"q-{matter.value}-{target}", partial(line_of, request.user, matter, target, now())
    return queue.refused(request, key, line, refusal.messages[0], HOME)


def _read(found: Target, by: User, on: date) -> None:
    """The word stays in the file; its line does not come back."""
    until = found.row.transfer.moved_on + timedelta(days=HANDOVER_DAYS + 1)
    put_aside(
        matter=found.matter,
        target=found.row.pk,
        beneficiary=found.beneficiary,
        by=by,
        until=max(until, on + timedelta(days=1)),
    )


def _read_messages(found: Target, by: User, on: date) -> None:
    read_by_team(beneficiary=found.beneficiary, by=by, at=timezone.now())


_DO = {
    Matter.STEP: lambda found, by, on: complete_step(follow_up=found.row, by=by, on=on),
    Matter.PLAN_STEP: lambda found, by, on: finish_step(step=found.row, by=by, on=on),
    Matter.HANDOVER: _read,
    Matter.MESSAGE: _read_messages,
}
_UNDO = {
    Matter.STEP: lambda found, by, on: reopen_step(follow_up=found.row),
    Matter.PLAN_STEP: lambda found, by, on: take_up_step(step=found.row, by=by),
    Matter.HANDOVER: lambda found, by, on: wake_line(matter=found.matter, target=found.row.pk),
    Matter.MESSAGE: lambda found, by, on: unread_by_team(message=found.row, by=by),
}
