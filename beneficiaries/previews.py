"""What would a merge do? Field by field, then what hangs from each file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst

from beneficiaries.models import Beneficiary
from beneficiaries.niss import masked
from beneficiaries.rules.merging import CHOICES, Fuse, Join, Renumber, Stay, handling_of
from beneficiaries.services.fusing import conflicts
from beneficiaries.services.merging import refusals_of
from mirec.core.ledger import counts_by, links_to
from mirec.core.wording import day_full

NOTHING = "rien"
UNSEEN = {"beneficiaries.FileOpening"}
"""Passes too, but says nothing of the person."""


@dataclass(frozen=True)
class Choice:
    """One thing the two files say differently. `richer` is the one proposed."""

    name: str
    label: str
    kept: str
    absorbed: str

    @property
    def richer(self) -> str:
        """The kept file's, unless only the other says something."""
        return "absorbed" if self.kept == NOTHING else "kept"


@dataclass(frozen=True)
class Hanging:
    label: str
    kept_count: int
    absorbed_count: int
    note: str


def preview(kept: Beneficiary, absorbed: Beneficiary) -> dict[str, Any]:
    """What the page of a merge shows beside the choices."""
    return {
        "kept": kept,
        "absorbed": absorbed,
        "hangings": hangings_of(kept, absorbed),
        "refusals": refusals_of(kept, absorbed),
    }


def choices_of(kept: Beneficiary, absorbed: Beneficiary) -> list[Choice]:
    return [
        Choice(group[0], _label(group), _said(kept, group), _said(absorbed, group))
        for group in CHOICES
        if any(getattr(kept, name) != getattr(absorbed, name) for name in group)
    ]


def hangings_of(kept: Beneficiary, absorbed: Beneficiary) -> list[Hanging]:
    found = list(_hangings(kept, absorbed))
    return sorted(found, key=lambda each: each.label)


def _hangings(kept: Beneficiary, absorbed: Beneficiary) -> Iterator[Hanging]:
    for link in links_to(Beneficiary):
        label = link.model._meta.label
        handling = handling_of(label)
        if isinstance(handling, Stay) or label in UNSEEN:
            continue
        counts = counts_by(link, kept, absorbed)
        if any(counts):
            met = conflicts(link, handling, absorbed, kept) if all(counts) else 0
            name = str(link.model._meta.verbose_name)
            yield Hanging(capfirst(name), *counts, _note(handling, counts, met))


def _note(handling: Any, counts: tuple[int, ...], met: int) -> str:
    if met and isinstance(handling, Fuse | Join):
        return f"{met} en double : {handling.said}"
    if isinstance(handling, Renumber) and all(counts):
        return handling.said
    return ""


def _label(group: tuple[str, ...]) -> str:
    names = [str(Beneficiary._meta.get_field(name).verbose_name) for name in group]
    return capfirst(", ".join(names))


def _said(file: Beneficiary, group: tuple[str, ...]) -> str:
    words = [text for name in group if (text := _value(file, name))]
    return ", ".join(words) or NOTHING


def _value(file: Beneficiary, name: str) -> str:
    """As a page says it; of the national number only what may be seen."""
    value, field = getattr(file, name), Beneficiary._meta.get_field(name)
    if value is None or value == "":
        return ""
    if name == "niss":
        return masked(value)
    if name == "phone":
        return value.as_national
    if name == "user":
        return value.email
    if field.choices:
        return str(getattr(file, f"get_{name}_display")())
    if isinstance(value, bool):
        return f"{field.verbose_name} : {'oui' if value else 'non'}"
    return day_full(value) if isinstance(value, date) else str(value)
