"""Which employer, occupation, skill or locality does a typed text name?"""

import re

from django.db.models import QuerySet

from beneficiaries.lookups import LOOKUPS as SHARED
from beneficiaries.lookups import Lookup
from employers.models import Employer
from mirec.core.search import every_word

LEAST_DIGITS = 4
SHOWN_NAMED = 5
PLACED = re.compile(r"\((?P<code>\d{4}) [^()]*\)\s*$")


def employers(text: str) -> QuerySet[Employer]:
    """Every word of the name, or at least four figures of the BCE number."""
    rows = Employer.objects.present().select_related("locality")
    figures = re.sub(r"[\s./-]|^BE", "", text, flags=re.IGNORECASE)
    if figures.isascii() and figures.isdigit() and len(figures) >= LEAST_DIGITS:
        return rows.filter(bce__contains=figures)
    place = PLACED.search(text)
    if place:
        text, rows = text[: place.start()], rows.filter(locality__postal_code=place["code"])
    return rows.filter(every_word(text, "name_key"))


def named_so(text: str) -> list[Employer]:
    """The first employers whose name holds every word of the text."""
    return list(employers(text)[:SHOWN_NAMED])


class EmployerLookup(Lookup):
    """Says an employer with its locality, and understands the bare name as well."""

    def named(self, text: str) -> list[Employer]:
        rows = super().named(text)
        wanted = text.strip().casefold()
        return [row for row in rows if self.label_of(row).casefold() == wanted] or rows

    def label_of(self, row: Employer) -> str:
        """« Sambre Logistique (6000 Charleroi) »: two branches of one name stay apart."""
        return f"{row.name} ({row.locality})" if row.locality else row.name


LOOKUPS = {
    "employeur": EmployerLookup(
        employers,
        "Aucun employeur ne porte ce nom. Choisissez-le dans la liste, ou encodez-le d'abord.",
    ),
    "metier": SHARED["target_occupation"],
    "competence": SHARED["skill"],
    "localite": SHARED["locality"],
}
