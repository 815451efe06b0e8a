"""What is known of a person and of a job on the eve of a hire, for the hiring aids."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from beneficiaries.enums import Diploma, HandicapProof, IncomeKind
from employers.enums import ContractType, InsertionProcess
from mirec.core.periods import Period, age_on, months_and_days


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What the file knows on the eve of the hire; None is unknown, a given set is complete.

    `unoccupied_since`: registered at Forem and without work ever since that day, None when the
    person is not. `idle_since`: without work since, whether registered or not.
    """

    born_on: date | None = None
    diploma: Diploma | None = None
    registered: bool | None = None
    unoccupied_since: date | None = None
    idle_since: date | None = None
    income: frozenset[IncomeKind] | None = None
    handicap: frozenset[HandicapProof] | None = None
    postal_code: str = ""


@dataclass(frozen=True, kw_only=True)
class JobFacts:
    """What is known of the job; `months` is the length of the contract in whole months."""

    contract_type: ContractType | None = None
    months: int | None = None
    hours_per_week: Decimal | None = None
    process: InsertionProcess | None = None


@dataclass(frozen=True)
class Case:
    """`on` is the first day of work; the texts look at the eve."""

    person: PersonFacts
    job: JobFacts
    on: date

    @property
    def eve(self) -> date:
        return self.on - timedelta(days=1)

    @property
    def quarter_end(self) -> date:
        month = (self.on.month - 1) // 3 * 3 + 3
        first_after = date(self.on.year + month // 12, month % 12 + 1, 1)
        return first_after - timedelta(days=1)

    def age(self, on: date) -> int | None:
        born_on = self.person.born_on
        return None if born_on is None else age_on(born_on, on)

    def months_unoccupied(self, until: date) -> int | None:
        """Whole months up to and with `until`; 0 for who is not registered."""
        if self.person.registered is None:
            return None
        return months_up_to(self.person.unoccupied_since, until)


def months_up_to(since: date | None, until: date) -> int:
    if since is None or since > until:
        return 0
    return months_and_days(Period(since, until))[0]
