"""How many derogations are left? Plain values only."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from beneficiaries.enums import QuotaBase
from beneficiaries.rules.regimes import QuotaRule


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

    @property
    def left(self) -> int:
        """The most that could still be granted; 0 at the ceiling or beyond it.

        Under `all_taken` each derogation also adds a person to the base (D23 art. 3 § 3), so that
        (d + n) <= rate x (base + n); under `criteria_met` the base stays (D04 art. 3 § 1, al. 2).
        """
        room = self.rule.rate * self.base - self.derogated
        if self.rule.base == QuotaBase.ALL_TAKEN:
            room /= 1 - self.rule.rate
        return max(0, int(room.to_integral_value(ROUND_FLOOR)))
