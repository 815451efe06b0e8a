"""What in a text tells who the person is? Asked of the words that go with an anonymous profile."""

import re
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

LEAST_LETTERS = 2
LEAST_FIGURES = 6
"""Figures in a row from which a telephone number is recognised by its end."""
GENDERED = frozenset(
    {
        *("monsieur", "madame", "mademoiselle", "mr", "mme", "mlle", "homme", "femme"),
        *("garcon", "fille", "il", "elle", "celui", "celle", "nee"),
        *("pere", "mere", "papa", "maman", "mari", "epoux", "epouse", "veuf", "veuve"),
        *("enceinte", "grossesse", "maternite"),
    }
)
"""Words that tell the sex, folded."""
BORN = re.compile(r"\bnee? (le|en)\b")
"""« ne » alone is a negation."""
AGE = re.compile(r"\b(1[6-9]|[2-7]\d) ?ans\b(?! d.(experience|anciennete|metier|pratique))")
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Identity:
    """What names the person; "" and None where it is not known."""

    names: tuple[str, ...]
    places: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    born_on: date | None = None


def traces(text: str, identity: Identity) -> list[str]:
    """The words that name the person or tell age or sex, as they are looked for; [] for none."""
    plain = folded(text)
    words = set(LETTERS.findall(plain))
    found = [name for name in identity.names if _parts(name) & words]
    found += [place for place in identity.places if place and folded(place) in plain]
    found += [each for each in identity.contacts if each and _is_in(each, text, plain)]
    found += sorted(GENDERED & words)
    found += [match.group() for match in (BORN.search(plain), AGE.search(plain)) if match]
    return found + [day for day in _days(identity.born_on) if day in plain]


def folded(text: str) -> str:
    """Lower case, without accents."""
    letters = normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not combining(letter))


def _parts(name: str) -> set[str]:
    return {part for part in LETTERS.findall(folded(name)) if len(part) >= LEAST_LETTERS}


def _is_in(contact: str, text: str, plain: str) -> bool:
    figures = re.sub(r"\D", "", contact)
    if "@" not in contact and len(figures) >= LEAST_FIGURES:
        return figures[-LEAST_FIGURES:] in re.sub(r"\D", "", text)
    return folded(contact) in plain


def _days(born_on: date | None) -> list[str]:
    if born_on is None:
        return []
    return [born_on.strftime(form) for form in ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d")]
