"""What the rules answer about the insertion objective: a day, a sentence, and how far each way."""

from dataclasses import dataclass
from datetime import date

from employers.rules.contracts import Contract
from employers.rules.worked_months import MONTH_DAYS, Duration


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to the objective: what the known contracts make of it, and what they lack.

    `reached_on` may lie in the future; exactly one of it and `missing` is None.
    """

    label: str
    made: Duration
    months: int
    reached_on: date | None
    missing: Duration | None

    @property
    def percent(self) -> int:
        """How full its bar is; full only when the way is reached."""
        if self.reached_on:
            return 100
        days = self.made.months * MONTH_DAYS + self.made.days
        return min(99, days * 100 // (self.months * MONTH_DAYS))


@dataclass(frozen=True)
class Milestone:
    """`reached_on` may lie in the future: the day on which running contracts will reach it.

    `missing` is the least that is lacking when the known contracts never reach it. `doubt` is
    what the text leaves open, said only when it changes the day. `counted` are the contracts
    that the answer rests on.
    """

    reached_on: date | None
    sentence: str
    missing: Duration | None = None
    doubt: str = ""
    ways: tuple[Way, ...] = ()
    counted: frozenset[Contract] = frozenset()

    @property
    def explanation(self) -> str:
        """All that is said about it, as it is kept with the parcours."""
        return f"{self.sentence} {self.doubt}".strip()
