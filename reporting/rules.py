"""How many more derogations may the house grant? Plain values only."""

from decimal import ROUND_FLOOR, Decimal

from beneficiaries.enums import QuotaBase
from coaching.rules.quota import QuotaCount


def derogations_left(count: QuotaCount) -> int:
    """The most that could still be granted today; 0 at the ceiling or beyond it.

    Under `all_taken` each derogation also adds a person to the base (D23 art. 3 § 3), so that
    (d + n) <= rate x (base + n); under `criteria_met` the base stays (D04 art. 3 § 1, al. 2).
    """
    rate = count.rule.rate
    room = rate * count.base - count.derogated
    if count.rule.base == QuotaBase.ALL_TAKEN:
        room /= 1 - rate
    return max(0, int(room.to_integral_value(ROUND_FLOOR)))


def share(value: int, base: int | None) -> float | None:
    """A part of the whole, to four decimals; None without a whole."""
    return float(round(Decimal(value) / base, 4)) if base else None
