"""What part of a whole is it? Plain values only."""

from decimal import Decimal


def share(value: int, base: int | None) -> float | None:
    """A part of the whole, to four decimals; None without a whole."""
    return float(round(Decimal(value) / base, 4)) if base else None
