"""How is it said in French? Days, lists and numbers inside a sentence."""

from collections.abc import Iterable
from datetime import date

from mirec.core.wording import NBSP, day_full, of


def french_day(day: date) -> str:
    """« 1er janvier 2024 » with plain spaces, since the sentence also travels as JSON."""
    return day_full(day).replace(NBSP, " ")


def listed(words: Iterable[str], last: str = "et") -> str:
    """« a, b et c », each word once."""
    *head, tail = dict.fromkeys(words)
    return f"{', '.join(head)} {last} {tail}" if head else tail


def neither(words: Iterable[str]) -> str:
    """« pas de a ni d'b »: a noun phrase denied, with its elisions."""
    return "pas " + " ni ".join(of(word) for word in words)


def months_of(count: int, what: str) -> str:
    """« 23 mois d'inscription », « aucun mois d'inscription »."""
    return f"{count or 'aucun'} mois {of(what)}"
