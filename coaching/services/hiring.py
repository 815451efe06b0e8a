"""From a proposal to a job, and what the job changes in the parcours."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from beneficiaries.models import Beneficiary
from beneficiaries.services.regimes import insertion_rule_of
from coaching.enums import Phase
from coaching.models import Journey
from employers.enums import EndReason
from employers.models import Placement
from employers.rules import Milestone, milestone
from employers.services.placements import contracts_of, end_placement, record_placement


@transaction.atomic
def hire(*, beneficiary: Beneficiary, by, on: date, **contract) -> Placement:
    """Record the contract, then move the open parcours to « dans l'emploi » and its milestone.

    `contract` is what `employers.services.placements.record_placement` takes.
    """
    placement = record_placement(beneficiary=beneficiary, by=by, **contract)
    follow_employment(beneficiary=beneficiary, on=on)
    return placement


@transaction.atomic
def end_job(*, placement: Placement, ended_on: date, reason: EndReason, by, on: date) -> Placement:
    """End a contract; losing a job does not stop the agreement's clock (D23 art. 6 § 2)."""
    placement = end_placement(placement=placement, ended_on=ended_on, reason=reason, by=by)
    follow_employment(beneficiary=placement.beneficiary, on=on)
    _correct_closed(placement, on)
    return placement


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


def _correct_closed(placement: Placement, on: date) -> None:
    """A parcours closed before this end was known counted on days that were never worked."""
    journey = (
        placement.beneficiary.journeys.filter(
            agreed_on__lte=placement.starts_on, closed_on__gte=placement.starts_on
        )
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
    journey.sustained_reason = reached.sentence


def insertion_of(journey: Journey, on: date) -> Milestone:
    """What the contracts that began under the agreement make of the objective, on the day."""
    last = journey.closed_on or date.max
    known = contracts_of(journey.beneficiary, since=journey.agreed_on)
    contracts = [contract for contract in known if contract.starts_on <= last]
    return milestone(contracts, insertion_rule_of(journey.regime), on)


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
