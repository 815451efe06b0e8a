"""Which papers does the house give a person? Asked of the apps that draw them up.

A higher app registers the dotted path of a function `(beneficiary) -> Iterable[GivenPaper]`.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from mirec.core.registries import Registry


@dataclass(frozen=True, kw_only=True)
class GivenPaper:
    label: str
    url: str
    on: date | None = None
    note: str = ""


_PROVIDERS = Registry()
register_papers = _PROVIDERS.register


def papers_given(beneficiary: Model) -> list[GivenPaper]:
    """The newest first; those without a day at the end."""
    found: list[GivenPaper] = []
    for provider in _PROVIDERS:
        found += provider(beneficiary)
    return sorted(found, key=lambda paper: paper.on or date.min, reverse=True)
