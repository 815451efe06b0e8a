"""The insertion objective of a parcours as its page shows it, and what would change it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from beneficiaries.models import Beneficiary
from beneficiaries.services.regimes import insertion_rule_of
from coaching.models import Journey
from coaching.services.hiring import contracts_under
from employers.models import Placement
from employers.rules import Contract, Milestone, milestone
from mirec.accounts.models import User


@dataclass(frozen=True)
class Objective:
    """`unproven` are the contracts that the answer rests on and that no kept paper proves: the
    first with each employer, and how many there are with it.
    """

    journey: Journey
    milestone: Milestone
    contracts: tuple[Contract, ...]
    unproven: tuple[tuple[Placement, int], ...]
    on: date

    @property
    def is_reached(self) -> bool:
        day = self.milestone.reached_on
        return day is not None and day <= self.on

    def if_longer(self, placement_id: int, until: date) -> Milestone:
        """One known contract lasted until this day, included."""
        changed = [
            replace(each, last_day=until, planned_end_on=until, is_open_ended=False)
            if each.placement_id == placement_id
            else each
            for each in self.contracts
        ]
        return self._judged(changed)

    def if_new(self, employer: str, starts_on: date, until: date | None) -> Milestone:
        """One more contract, open-ended without a last day; a known name is the same employer."""
        folded = employer.strip().casefold()
        known = {each.employer_name.casefold(): each.employer_id for each in self.contracts}
        more = Contract(
            employer_id=known.get(folded, 0),
            employer_name=employer.strip(),
            starts_on=starts_on,
            last_day=until,
            planned_end_on=until,
            is_open_ended=until is None,
        )
        return self._judged([*self.contracts, more])

    def _judged(self, contracts: Sequence[Contract]) -> Milestone:
        return milestone(contracts, insertion_rule_of(self.journey.regime), self.on)


def objective_of(beneficiary: Beneficiary, user: User, on: date) -> Objective | None:
    """Of the latest parcours under agreement; None without any."""
    journeys = Journey.objects.visible_to(user).filter(agreed_on__isnull=False)
    rows = journeys.filter(beneficiary=beneficiary).select_related("regime", "beneficiary")
    journey = rows.order_by("-agreed_on", "-pk").first()
    if journey is None:
        return None
    contracts = tuple(contracts_under(journey))
    found = milestone(contracts, insertion_rule_of(journey.regime), on)
    return Objective(journey, found, contracts, _unproven(found), on)


def _unproven(found: Milestone) -> tuple[tuple[Placement, int], ...]:
    without = Q(proof__isnull=True) | Q(proof__withdrawn_on__isnull=False)
    counted = [contract.placement_id for contract in found.counted]
    rows = Placement.objects.filter(without, pk__in=counted)
    first: dict[int, Placement] = {}
    count: Counter[int] = Counter()
    for row in rows.select_related("employer").order_by("starts_on", "pk"):
        first.setdefault(row.employer_id, row)
        count[row.employer_id] += 1
    return tuple((row, count[employer]) for employer, row in first.items())
