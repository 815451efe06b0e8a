"""The answers of « Ma prospection »: given in place, undone for a while, without script as well.

The same buttons stand on the pages of an employer and of a vacancy, which `retour` names.
"""

from datetime import date
from functools import partial

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from employers.day.lines import Matter
from employers.day.queue import line_of
from employers.enums import ApproachKind
from employers.models import Approach, Employer, Proposal, Vacancy
from employers.services.approaches import (
    keep_promise,
    record_approach,
    reopen_promise,
    take_back_approach,
)
from employers.services.freshness import (
    address_of,
    confirm_by_phone,
    question_refusal,
    take_back_confirmation,
    with_asked_at,
)
from employers.tasks import ask_later
from mirec.accounts.decorators import require
from mirec.accounts.enums import Permission
from mirec.core import queue
from mirec.core.keys import key_from
from mirec.core.pages import back_from
from mirec.core.periods import today

SALT = "mirec.confirmation"


@require_POST
@require(Permission.EMPLOYER_WRITE)
def promise_kept(request: HttpRequest, pk: int) -> HttpResponse:
    """« Fait »; `annuler` takes it back."""
    visible = Approach.objects.visible_to(request.user).select_related("employer")
    approach = get_object_or_404(visible, pk=pk)
    here = _Here(request, Matter.PROMISE, pk)
    if "annuler" in request.POST:
        reopen_promise(approach=approach)
        return here.restored()
    try:
        keep_promise(approach=approach, by=request.user, on=today())
    except ValidationError as refusal:
        return here.refused(refusal)
    return here.answered(f"{approach.employer} : promesse tenue.")


@require_POST
@require(Permission.EMPLOYER_WRITE)
def employer_called(request: HttpRequest, pk: int) -> HttpResponse:
    """« Appel noté »: a word with the employer, today."""
    employer = get_object_or_404(Employer.objects.visible_to(request.user), pk=pk)
    return _called(request, _Here(request, Matter.EMPLOYER, pk), employer, "Appel de nouvelles.")


@require_POST
@require(Permission.PROPOSAL_WRITE)
def proposal_called(request: HttpRequest, pk: int) -> HttpResponse:
    """« Appel noté » about a proposal; the employer's log names the vacancy, not the person."""
    visible = Proposal.objects.visible_to(request.user).select_related("vacancy__employer")
    vacancy = get_object_or_404(visible, pk=pk).vacancy
    said = f"Appel au sujet de la proposition pour « {vacancy} »."
    return _called(request, _Here(request, Matter.PROPOSAL, pk), vacancy.employer, said)


@require_POST
@require(Permission.VACANCY_WRITE)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """« Toujours vacante », by telephone; the undo carries, signed, what was there before."""
    vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=pk)
    here = _Here(request, Matter.VACANCY, pk)
    try:
        if "annuler" in request.POST:
            _unconfirm(request, vacancy)
            return here.restored()
        call = confirm_by_phone(vacancy=vacancy, by=request.user, on=today())
    except ValidationError as refusal:
        return here.refused(refusal)
    former = [str(day or "") for day in (vacancy.confirmed_on, vacancy.confirm_due_on)]
    before = signing.dumps([pk, call.pk, *former], salt=SALT)
    return here.answered(f"« {vacancy} » : toujours vacante.", avant=before)


@require_POST
@require(Permission.VACANCY_WRITE)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """« Envoyer la question » now; a mail cannot be taken back."""
    visible = Vacancy.objects.visible_to(request.user).select_related("employer", "contact")
    vacancy = get_object_or_404(with_asked_at(visible), pk=pk)
    here = _Here(request, Matter.VACANCY, pk)
    refusal = question_refusal(vacancy, timezone.now())
    if refusal:
        return here.refused(ValidationError(refusal))
    ask_later(vacancy, request.user)
    return here.answered(f"La question part à {address_of(vacancy)}.", is_final=True)


def _called(request: HttpRequest, here: "_Here", employer: Employer, said: str) -> HttpResponse:
    on = today()
    try:
        if "annuler" in request.POST:
            mine = Approach.objects.filter(employer=employer)
            written = get_object_or_404(mine, pk=key_from(request.GET.get("contact")))
            take_back_approach(approach=written, by=request.user, on=on)
            return here.restored()
        call = record_approach(
            employer=employer, kind=ApproachKind.CALL, on=on, by=request.user, text=said
        )
    except ValidationError as refusal:
        return here.refused(refusal)
    return here.answered(f"Appel à {employer} noté.", contact=call.pk)


def _unconfirm(request: HttpRequest, vacancy: Vacancy) -> None:
    try:
        target, call, *former = signing.loads(request.GET.get("avant", ""), salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    if target != vacancy.pk:
        raise Http404
    confirmed_on, confirm_due_on = (_day(day) for day in former)
    take_back_confirmation(
        vacancy=vacancy,
        approach=get_object_or_404(Approach, pk=call),
        confirmed_on=confirmed_on,
        confirm_due_on=confirm_due_on,
        by=request.user,
        on=today(),
    )


def _day(text: str) -> date | None:
    return parse_date(text) if text else None


class _Here:
    """The line that is answered, and the page it stands on."""

    def __init__(self, request: HttpRequest, matter: Matter, target: int) -> None:
        self.request = request
        self.key = f"q-{matter.key}-{target}"
        self.line = partial(line_of, request.user, matter, target, today())
        self.home = back_from(request) or "employers:home"

    def answered(self, sentence: str, *, is_final: bool = False, **undo: object) -> HttpResponse:
        """`undo` stands in the address that takes the answer back; none when it `is_final`."""
        if back := back_from(self.request):
            undo["retour"] = back
        where = self.request.resolver_match
        address = reverse(where.view_name, kwargs=where.kwargs, query=undo)
        return queue.answered(
            self.request, self.key, sentence, "" if is_final else address, self.home
        )

    def restored(self) -> HttpResponse:
        return queue.restored(self.request, self.line, self.home)

    def refused(self, refusal: ValidationError) -> HttpResponse:
        return queue.refused(self.request, self.key, self.line, refusal.messages[0], self.home)
