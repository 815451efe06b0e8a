"""From a proposal to a job, and what the job changes in the parcours."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from beneficiaries.enums import DocumentKind
from beneficiaries.models import Beneficiary, Document
from beneficiaries.services.documents import add_document
from beneficiaries.services.regimes import insertion_rule_of
from coaching.enums import Phase
from coaching.models import Journey
from coaching.services.checks import follow_checks
from employers.enums import EndReason, VacancyStatus
from employers.models import Placement
from employers.rules import Contract, Milestone, milestone
from employers.services.placements import contracts_of, end_placement, record_placement
from employers.services.vacancies import close_vacancy
from mirec.accounts.models import User


@transaction.atomic
def hire(
    *,
    beneficiary: Beneficiary,
    by: User,
    on: date,
    paper: Mapping[str, Any] | None = None,
    closes_vacancy: bool = False,
    **contract: Any,
) -> Placement:
    """Record the contract, move the open parcours to « dans l'emploi », lay the checks to come.

    `contract` is what `employers.services.placements.record_placement` takes. `paper` is the
    stored file of a proof handed over with it. With `closes_vacancy` the vacancy is filled.
    """
    if paper:
        contract["proof"] = add_proof(beneficiary=beneficiary, paper=paper, by=by)
    placement = record_placement(beneficiary=beneficiary, by=by, **contract)
    vacancy = placement.vacancy
    if closes_vacancy and vacancy and vacancy.status == VacancyStatus.OPEN:
        close_vacancy(vacancy=vacancy, status=VacancyStatus.FILLED, on=on, by=by)
    settle_job(placement=placement, on=on)
    return placement


def add_proof(*, beneficiary: Beneficiary, paper: Mapping[str, Any], by: User) -> Document:
    """A contract or a pay slip, kept among the papers of the file."""
    document = Document(beneficiary=beneficiary, kind=DocumentKind.EMPLOYMENT)
    return add_document(document=document, stored=paper, by=by)


@transaction.atomic
def end_job(*, placement: Placement, ended_on: date, reason: EndReason, by, on: date) -> Placement:
    """End a contract; losing a job does not stop the agreement's clock (D23 art. 6 § 2)."""
    placement = end_placement(placement=placement, ended_on=ended_on, reason=reason, by=by)
    settle_job(placement=placement, on=on)
    return placement


@transaction.atomic
def settle_job(*, placement: Placement, on: date, former_start: date | None = None) -> None:
    """Bring the parcours, its milestone and the checks up to a contract that has changed.

    `former_start` is the first day that was noted before.
    """
    follow_employment(beneficiary=placement.beneficiary, on=on)
    for start in {placement.starts_on, former_start or placement.starts_on}:
        _correct_closed(placement.beneficiary, start, on)
    follow_checks(placement=placement, on=on)


@transaction.atomic
def follow_employment(*, beneficiary: Beneficiary, on: date) -> Journey | None:
    """Set phase, first hire and milestone of the open parcours from the contracts as they are.

    Only contracts that begin on or after the agreement count. None without an agreement.
    """
    journey = (
        beneficiary.journeys.open()
        .filter(agreed_on__isnull=False)
        .select_related("regime")
        .select_for_update(of=("self",))
        .first()
    )
    if journey is None:
        return None
    placements = beneficiary.placements.filter(starts_on__gte=journey.agreed_on)
    first = placements.order_by("starts_on").first()
    journey.first_hired_on = first.starts_on if first else None
    _move_phase(journey, has_job=placements.running(on).exists(), on=on)
    _set_milestone(journey, on)
    journey.save()
    return journey


def _correct_closed(beneficiary: Beneficiary, start: date, on: date) -> None:
    """A parcours closed before this change was known counted on days as they were noted then."""
    journey = (
        beneficiary.journeys.filter(agreed_on__lte=start, closed_on__gte=start)
        .select_related("regime")
        .select_for_update(of=("self",))
        .first()
    )
    if journey is not None:
        _set_milestone(journey, on)
        journey.save(update_fields=["sustained_on", "sustained_reason"])


def _set_milestone(journey: Journey, on: date) -> None:
    reached = insertion_of(journey, on)
    journey.sustained_on = reached.reached_on
    journey.sustained_reason = reached.explanation


def insertion_of(journey: Journey, on: date) -> Milestone:
    """What the contracts that began under the agreement make of the objective, on the day."""
    return milestone(contracts_under(journey), insertion_rule_of(journey.regime), on)


def contracts_under(journey: Journey) -> list[Contract]:
    """The contracts that began under the agreement, as the rules read them."""
    last = journey.closed_on or date.max
    known = contracts_of(journey.beneficiary, since=journey.agreed_on)
    return [contract for contract in known if contract.starts_on <= last]


def _move_phase(journey: Journey, *, has_job: bool, on: date) -> None:
    phase = Phase.IN_EMPLOYMENT if has_job else Phase.TOWARDS_EMPLOYMENT
    if journey.phase != phase:
        journey.phase = phase
        journey.phase_since = on


def follow_all_jobs(*, on: date) -> int:
    """Bring every parcours up to its contracts of the day; how many changed phase.

    A contract began or ended, the objective is reached today, or an agreement was noted after the
    contract that it covers.
    """
    at_work = Exists(Placement.objects.running(on).filter(beneficiary=OuterRef("beneficiary")))
    hired = Exists(
        Placement.objects.filter(
            beneficiary=OuterRef("beneficiary"), starts_on__gte=OuterRef("agreed_on")
        )
    )
    drifted = (
        Journey.objects.open()
        .filter(agreed_on__isnull=False)
        .filter(
            Q(at_work, phase=Phase.TOWARDS_EMPLOYMENT)
            | Q(~at_work, phase=Phase.IN_EMPLOYMENT)
            | Q(hired, first_hired_on__isnull=True)
            | Q(sustained_on=on)
        )
        .select_related("beneficiary")
    )
    moved = 0
    for journey in drifted.iterator(chunk_size=500):
        before = journey.phase
        after = follow_employment(beneficiary=journey.beneficiary, on=on)
        moved += after is not None and after.phase != before
    return moved
