"""Which rows does a typed text name? Long lists are searched, never written whole into a page."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from beneficiaries.models import Locality, Occupation, Skill
from mirec.core.search import best_first, every_word, folded, forgiving, plain, resembling

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
    return best_first(Occupation.objects.filter(every_word(text, "label_key")), text, "label_key")


def skills(text: str) -> QuerySet[Skill]:
    """By the name or another name; what the name says comes first."""
    return best_first(Skill.objects.filter(every_word(text, "search_key")), text, "label_key")


def similar_occupations(text: str) -> QuerySet[Occupation]:
    return resembling(Occupation.objects.filter(is_current=True), text, "label_key")


def similar_skills(text: str) -> QuerySet[Skill]:
    rows = Skill.objects.filter(is_current=True)
    return resembling(rows, text, "label_key", within="search_key")


@dataclass(frozen=True)
class Lookup:
    """`nothing_found` says so to who typed, and how to find; `similar` forgives the spelling."""

    search: Callable[[str], QuerySet]
    nothing_found: str
    similar: Callable[[str], QuerySet] | None = None

    def suggestions(self, text: str) -> list[Model]:
        """Best first; what is no longer current is not offered."""
        if not text.strip():
            return []
        if self.similar is None:
            return list(self.search(text)[:SHOWN])
        with forgiving():
            return list(self.similar(text)[:SHOWN])

    def named(self, text: str) -> list[Model]:
        """The one row that the text says exactly, else every row that it may mean as written."""
        rows = list(self.search(text)[: SHOWN + 1])
        wanted = plain(text)
        exact = [row for row in rows if plain(str(row)) == wanted]
        return exact or [row for row in rows if wanted in other_names(row)] or rows

    def label_of(self, row: Model) -> str:
        """The row as the suggestions and the form say it."""
        return str(row)


def other_names(row: Model) -> set[str]:
    """« Jardinier » and « Jardinière » name « Jardinier / Jardinière », but not « … paysagiste ».

    A skill has the other names that ESCO gives it.
    """
    forms = str(row).split(" / ")
    alike = len({len(form.split()) for form in forms}) == 1
    lines = getattr(row, "other_labels", "").splitlines()
    return {plain(name) for name in [*(forms if alike else ()), *lines]}


LOOKUPS = {
    "locality": Lookup(
        localities,
        "Aucune localité ne correspond. Tapez le code postal ou le début du nom.",
    ),
    "target_occupation": Lookup(
        occupations, "Aucun métier ne correspond. Tapez un de ses mots.", similar_occupations
    ),
    "skill": Lookup(
        skills, "Aucune compétence ne correspond. Tapez un de ses mots.", similar_skills
    ),
}
