"""How are the report's numbers and sentences set? Belgian French, on screen and on paper."""

from datetime import date

from mirec.core.wording import NBSP, day_full, hours, thousands

TIED = (
    ("« ", f"«{NBSP}"),
    (" »", f"{NBSP}»"),
    (" :", f"{NBSP}:"),
    (" ;", f"{NBSP};"),
    ("§ ", f"§{NBSP}"),
    ("art. ", f"art.{NBSP}"),
    ("al. ", f"al.{NBSP}"),
    ("D. ", f"D.{NBSP}"),
)


def period_words(period: dict) -> str:
    first, last = (date.fromisoformat(period[end]) for end in ("from", "to"))
    words = f"du {day_full(first)} au {day_full(last)}"
    return words if period["is_complete"] else f"{words} (année en cours)"


def percent(part: float | None) -> str:
    """« 7,3 % »; "" without a whole."""
    return "" if part is None else f"{thousands(f'{100 * part:.1f}')}{NBSP}%"


def count(value: int, noun: str) -> str:
    """A bare number, minutes being said in hours."""
    if noun == "minute":
        return hours(value) if value else f"0{NBSP}h"
    return thousands(value)


def typeset(text: str) -> str:
    """French spaces that never break: inside guillemets, before « : », after « § » and « art. »."""
    for loose, tied in TIED:
        text = text.replace(loose, tied)
    return text


def sentence(text: str) -> str:
    """With its full stop, and with one only."""
    return typeset(text if text.endswith(".") else f"{text}.")
