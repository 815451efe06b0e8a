"""Who the person is: names, national numbers that check, homes."""

from datetime import date
from random import Random

from beneficiaries.enums import Sex

FIRST_SERIAL = 700
LAST_SERIAL = 997
"""Serial numbers this high are hardly ever given to someone born in Belgium."""
BIS_MONTHS = 40


class NationalNumbers:
    """Hands out valid national (or bis) numbers, each one once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def next_for(self, rng: Random, born_on: date, sex: Sex, *, is_bis: bool) -> str:
        """Odd serials for men, even ones for women; a bis number adds 40 to the month."""
        month = born_on.month + (BIS_MONTHS if is_bis else 0)
        day = f"{born_on.year % 100:02d}{month:02d}{born_on.day:02d}"
        serial = rng.randrange(FIRST_SERIAL, LAST_SERIAL, 2) + (1 if sex == Sex.MALE else 0)
        while f"{day}{serial}" in self._taken:
            serial = FIRST_SERIAL + (serial - FIRST_SERIAL + 2) % (LAST_SERIAL - FIRST_SERIAL + 1)
        stem = f"{day}{serial:03d}"
        self._taken.add(stem)
        return stem + control_digits(stem, born_on.year)


def control_digits(stem: str, born_in: int) -> str:
    """97 minus the remainder of the nine digits, with a 2 before them from the year 2000."""
    return f"{97 - int(stem if born_in < 2000 else f'2{stem}') % 97:02d}"


def enterprise_number(serial: int) -> str:
    """A valid BCE number of ten digits; a series from 0990 that is hardly in use."""
    stem = 9_900_000 + serial
    return f"0{stem}{97 - stem % 97:02d}"


def unit_number(serial: int) -> str:
    """A valid number of establishment unit; a series from 2990 on."""
    stem = 29_900_000 + serial
    return f"{stem}{97 - stem % 97:02d}"
