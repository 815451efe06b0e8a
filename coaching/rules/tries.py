"""Somebody was not reached: when does one try again, and how? House marks, no law asks for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from mirec.core.working_days import working_day_from


@dataclass(frozen=True)
class Try:
    """A next step that the form proposes."""

    text: str
    on: date


AGAIN: tuple[tuple[str, int], ...] = (
    ("Rappeler (2e essai)", 1),
    ("Rappeler à un autre moment de la journée (3e essai)", 3),
    ("Écrire à la personne et lui demander comment la joindre : trois essais sans réponse", 1),
)
"""After the first, the second and every later try in vain: what to do, and in how many days."""


def next_try(failed: int, on: date) -> Try:
    """`failed` counts the tries in vain since the last exchange, that of today included."""
    text, days = AGAIN[min(max(failed, 1), len(AGAIN)) - 1]
    return Try(text, working_day_from(on + timedelta(days=days)))
