"""What may a text typed into the one search box mean: words, a phone, a file or national number?"""

import re
from dataclasses import dataclass

from beneficiaries.niss import InvalidNissError, compacted

LONGEST = 100
LEAST_PHONE = 6
"""Figures from which a phone number is recognised by its beginning."""
FILE_NUMBER = re.compile(r"[A-Z]{0,3}-?\d{1,6}(?:-\d{0,6})?", re.IGNORECASE | re.ASCII)
LEAST_FILE_NUMBER = 3
PHONE_SIGNS = re.compile(r"[+\d\s./()-]+", re.ASCII)
NISS_SIGNS = re.compile(r"[\d\s./-]+", re.ASCII)
BELGIUM = "+32"


@dataclass(frozen=True)
class Typed:
    """`phones` are beginnings of numbers as they are stored (« +32470 »); `niss` is compact."""

    text: str
    file_number: str = ""
    phones: tuple[str, ...] = ()
    niss: str = ""

    @property
    def is_a_number(self) -> bool:
        return bool(self.file_number or self.phones or self.niss)

    @property
    def is_enough(self) -> bool:
        """One letter means everybody."""
        return len(self.text) > 1


def read(text: str) -> Typed:
    text = " ".join(text.replace("\0", "").split())[:LONGEST]
    niss = _niss(text)
    return Typed(
        text=text,
        file_number=text.upper() if _is_file_number(text) else "",
        phones=() if niss else _phones(text),
        niss=niss,
    )


def _is_file_number(text: str) -> bool:
    return len(text) >= LEAST_FILE_NUMBER and bool(FILE_NUMBER.fullmatch(text))


def _niss(text: str) -> str:
    if not NISS_SIGNS.fullmatch(text):
        return ""
    try:
        return compacted(text)
    except InvalidNissError:
        return ""


def _phones(text: str) -> tuple[str, ...]:
    """However it is written: 0470/12.34.56, +32 (0)470…, 0032…, 470123456."""
    if not PHONE_SIGNS.fullmatch(text):
        return ()
    has_plus = text.startswith("+")
    figures = re.sub(r"\D", "", text.replace("(0)", ""))
    if len(figures) < LEAST_PHONE:
        return ()
    if has_plus:
        return (f"+{figures}",)
    if figures.startswith("00"):
        return (f"+{figures[2:]}",)
    if figures.startswith("0"):
        return (f"{BELGIUM}{figures[1:]}",)
    return (f"{BELGIUM}{figures}", f"+{figures}")
