"""What would a merge of two employers do? Choice by choice, then what hangs from each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.text import capfirst

from employers.models import Employer, EmployerMerge
from employers.rules.merging import CHOICES
from mirec.core.ledger import counts_by, links_to


@dataclass(frozen=True)
class Choice:
    """One thing that both say, and say differently."""

    name: str
    label: str
    kept: str
    absorbed: str


@dataclass(frozen=True)
class Hanging:
    label: str
    kept_count: int
    absorbed_count: int


def employer_links() -> Iterator[models.Field]:
    """What passes from one employer to another; the merges themselves tell what happened."""
    own = {Employer, EmployerMerge}
    return (link for link in links_to(Employer) if link.model not in own)


def choices_of(kept: Employer, absorbed: Employer) -> list[Choice]:
    found = []
    for group in CHOICES:
        ours, theirs = _said(kept, group), _said(absorbed, group)
        if ours and theirs and ours != theirs:
            label = str(Employer._meta.get_field(group[0]).verbose_name)
            found.append(Choice(group[0], capfirst(label), ours, theirs))
    return found


def hangings_of(kept: Employer, absorbed: Employer) -> list[Hanging]:
    """By label; a query for each kind of row."""
    return sorted(_hangings(kept, absorbed), key=lambda each: each.label)


def _hangings(kept: Employer, absorbed: Employer) -> Iterator[Hanging]:
    for link in employer_links():
        counts = counts_by(link, kept, absorbed)
        if any(counts):
            yield Hanging(capfirst(str(link.model._meta.verbose_name)), *counts)


def _said(employer: Employer, group: tuple[str, ...]) -> str:
    return ", ".join(text for name in group if (text := _value(employer, name)))


def _value(employer: Employer, name: str) -> str:
    value = getattr(employer, name)
    if name == "bce":
        return employer.bce_formatted
    if name == "phone":
        return value.as_national if value else ""
    return str(value or "")
