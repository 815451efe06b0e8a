"""Which locality do a postal code and a name mean? Accents, capitals and small slips forgiven."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from beneficiaries.rules.cells import Cell, CellError, folded, shortened, surely_said

CODE = re.compile(r"[1-9]\d{3}")
CODE_AND_NAME = re.compile(r"(?:b[- ]?)?(?P<code>\d{4,})\b\s*(?P<name>.*)", re.IGNORECASE)
CLOSE = 0.8
ABBREVIATED = {"st": "saint", "ste": "sainte", "s/": "sur", "s": "sur", "lez": "les"}


@dataclass(frozen=True)
class Place:
    """A locality of the house's list, or words it does not know, to be kept with the street."""

    pk: int | None = None
    words: str = ""


def spelt(name: str) -> str:
    return " ".join(ABBREVIATED.get(word, word) for word in folded(name).split())


class PlaceBook:
    """The localities by code and by name, from rows of (pk, postal code, name)."""

    def __init__(self, rows: Iterable[tuple[int, str, str]]) -> None:
        self._of_code: dict[str, dict[str, int]] = defaultdict(dict)
        self._codes: dict[str, set[str]] = defaultdict(set)
        for pk, code, name in rows:
            self._of_code[code][spelt(name)] = pk
            self._codes[spelt(name)].add(code)

    def find(self, code_cell: Cell, name_cell: Cell) -> Place:
        """Raises CellError for a code that is none and for a name that has another code."""
        code, name = _split(code_cell, name_cell)
        if code and not CODE.fullmatch(code):
            raise CellError(
                f"« {shortened(code)} » n'est pas un code postal belge : il a quatre chiffres."
            )
        if not code:
            return self._named(name)
        here = self._of_code.get(code, {})
        if not name:
            return self._only(code, here)
        close = get_close_matches(spelt(name), here, n=1, cutoff=CLOSE)
        if close:
            return Place(here[close[0]])
        codes = self._codes.get(spelt(name))
        if codes and here:
            raise CellError(
                f"{name} a le code {' ou '.join(sorted(codes))}, pas {code} : vérifiez les deux."
            )
        return Place(words=f"{code} {name}")

    def _named(self, name: str) -> Place:
        codes = self._codes.get(spelt(name), set())
        if len(codes) > 1:
            raise CellError(f"Plusieurs codes postaux ont {name} : ajoutez le code.")
        if not codes:
            return Place(words=name)
        (code,) = codes
        return Place(self._of_code[code][spelt(name)])

    def _only(self, code: str, here: dict[str, int]) -> Place:
        return Place(next(iter(here.values()))) if len(here) == 1 else Place(words=code)


def _split(code_cell: Cell, name_cell: Cell) -> tuple[str, str]:
    """« 6000 Charleroi » may stand in either cell."""
    code, name = surely_said(code_cell), surely_said(name_cell)
    for text in (code, name):
        if found := CODE_AND_NAME.fullmatch(text):
            return found["code"], found["name"] or ("" if text == name else name)
    return code, name
