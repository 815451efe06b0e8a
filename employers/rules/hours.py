"""Is a job part-time?"""

from decimal import Decimal

FULL_TIME_HOURS = Decimal("38")
"""House reading: the hours of most sectors; a sector's own full time may be shorter."""


def is_part_time(hours_per_week: Decimal) -> bool:
    return hours_per_week < FULL_TIME_HOURS
