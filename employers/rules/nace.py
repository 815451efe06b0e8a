"""Is this a code of the NACE nomenclature (règlement (CE) n° 1893/2006, NACE-BEL)? By its form.

The divisions are those of NACE Rev. 2 and of Rev. 2.1, in use since 2025: 45 stays readable.
"""

import re

SHAPE = re.compile(r"\d{2,5}", re.ASCII)
SEPARATORS = re.compile(r"[\s.\-/]")
DIVISION_SPANS = (
    (1, 3), (5, 9), (10, 33), (35, 35), (36, 39), (41, 43), (45, 47), (49, 53), (55, 56),
    (58, 63), (64, 66), (68, 68), (69, 75), (77, 82), (84, 84), (85, 85), (86, 88), (90, 93),
    (94, 96), (97, 98), (99, 99),
)  # fmt: skip
"""First and last division of each section, both included."""


class InvalidNaceError(ValueError):
    """The French sentence says what to do."""


def normalised(typed: str) -> str:
    """« 81.210 » from « 81210 », « 81 21 0 » or « 81.21.0 »; « 81 » for a division alone."""
    figures = SEPARATORS.sub("", typed)
    if not SHAPE.fullmatch(figures):
        raise InvalidNaceError("Un code NACE a deux à cinq chiffres, par exemple 81.210.")
    division, rest = figures[:2], figures[2:]
    if not any(first <= int(division) <= last for first, last in DIVISION_SPANS):
        raise InvalidNaceError(
            f"Aucune division NACE ne porte le numéro {division} : vérifiez les deux premiers "
            "chiffres."
        )
    return f"{division}.{rest}" if rest else division
