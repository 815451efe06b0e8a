"""Which limits run from a day, and how many derogations are left? Plain values only."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from beneficiaries.enums import QuotaBase
from beneficiaries.rules.regimes import Limit, QuotaRule
from mirec.core.periods import months_after


def limit_from(start: date, limit: Limit | None) -> date | None:
    """The last day (included) of a limit that runs from `start`; None where the text has none.

    The day of the act is not counted and the limit ends on the same day of the month (Code
    judiciaire, art. 52 and 54): two months from 10.02 end on 10.04; 29.02 ends on 28.02 in a
    common year.
    """
    return months_after(start, limit.months) if limit else None


def reentry_from(agreement_ended_on: date, limit: Limit | None) -> date:
    """The first day on which a new intake is allowed (D23 art. 6 § 3: after one year)."""
    last_day = limit_from(agreement_ended_on, limit)
    return agreement_ended_on if last_day is None else last_day + timedelta(days=1)


@dataclass(frozen=True)
class QuotaCount:
    """Persons admitted by derogation in a year, and the persons they are a share of.

    Under `all_taken` the base includes the derogated persons (D23 art. 3 § 3); under
    `criteria_met` it does not (D04 art. 3 § 1, al. 2).
    """

    year: int
    derogated: int
    base: int
    rule: QuotaRule

    @property
    def ceiling(self) -> int:
        """The most derogations that the present base allows."""
        return int((self.rule.rate * self.base).to_integral_value(ROUND_FLOOR))

    @property
    def share(self) -> Decimal:
        return Decimal(self.derogated) / self.base if self.base else Decimal(0)

    @property
    def is_respected(self) -> bool:
        return self.derogated <= self.rule.rate * self.base

    @property
    def after_one_more(self) -> "QuotaCount":
        grows = self.rule.base == QuotaBase.ALL_TAKEN
        return QuotaCount(self.year, self.derogated + 1, self.base + int(grows), self.rule)

    @property
    def allows_one_more(self) -> bool:
        return self.after_one_more.is_respected
