"""Which rows does a typed text name? Long lists are searched, never written whole into a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from beneficiaries.models import Locality, Occupation, Skill
from mirec.core.search import every_word, folded

TYPED_PLACE = re.compile(r"^\s*(?P<code>\d{0,4})\s*(?P<name>.*?)\s*$", re.DOTALL)
SHOWN = 12


def localities(text: str) -> QuerySet[Locality]:
    """By « 6000 », « charl » or « 6000 Charleroi »."""
    found = TYPED_PLACE.match(text)
    code, name = (found["code"], found["name"]) if found else ("", text)
    rows = Locality.objects.all()
    if code:
        rows = rows.filter(postal_code__startswith=code)
    return rows.filter(name_key__startswith=folded(name)) if name else rows


def occupations(text: str) -> QuerySet[Occupation]:
    return Occupation.objects.filter(every_word(text, "label_key"))


def skills(text: str) -> QuerySet[Skill]:
    return Skill.objects.filter(every_word(text, "label_key"))


@dataclass(frozen=True)
class Lookup:
    """`nothing_found` says so to who typed, and how to find."""

    search: Callable[[str], QuerySet]
    nothing_found: str

    def suggestions(self, text: str) -> list[Model]:
        return list(self.search(text)[:SHOWN]) if text.strip() else []

    def named(self, text: str) -> list[Model]:
        """The one row that the text says exactly, else every row that it may mean."""
        rows = list(self.search(text)[: SHOWN + 1])
        wanted = text.strip().casefold()
        exact = [row for row in rows if str(row).casefold() == wanted]
        return exact or rows

    def label_of(self, row: Model) -> str:
        """The row as the suggestions and the form say it."""
        return str(row)


LOOKUPS = {
    "locality": Lookup(
        localities,
        "Aucune localité ne correspond. Tapez le code postal ou le début du nom.",
    ),
    "target_occupation": Lookup(occupations, "Aucun métier ne correspond. Tapez un de ses mots."),
    "skill": Lookup(skills, "Aucune compétence ne correspond. Tapez un de ses mots."),
}
