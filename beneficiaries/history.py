"""Who changed what in a file, when, and what it said before? Read from the triggers' events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst

from beneficiaries.history_sources import SOURCES, Source
from beneficiaries.models import Beneficiary
from beneficiaries.rules.proofs import SEALED
from mirec.accounts.models import User
from mirec.core.wording import day_full

SECRET = "niss_digest"  # noqa: S105 - the name of a column
SILENT = frozenset(
    {"id", "created_at", "created_by", "niss", "last_contact_on", "name_key", "beneficiary"}
)
EMPTY = "vide"
MASKED = "masqué"
NEWEST = 1000


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One deed: `changes` for an update, `summary` for what came or went.

    `order` is the moment, then what tells deeds of one transaction apart.
    """

    order: tuple[datetime, int, int]
    author: str
    title: str
    changes: tuple[Change, ...]
    summary: str

    @property
    def at(self) -> datetime:
        return self.order[0]


def history_of(beneficiary: Beneficiary) -> list[Entry]:
    """The deeds on a file and on those merged into it, newest first.

    One query for each tracked model, one for the files, one for the authors.
    """
    files = Beneficiary.objects.merged_in(beneficiary.pk)
    events = {source: list(_events(source, files)) for source in SOURCES}
    authors = _authors(event for rows in events.values() for event in rows)
    entries = [
        entry for source, rows in events.items() for entry in _entries(source, rows, authors)
    ]
    return sorted(entries, key=lambda entry: entry.order, reverse=True)


def _events(source: Source, files: Iterable[int]) -> models.QuerySet:
    model = apps.get_model(source.app, source.model)
    rows = model.objects.filter(**{f"{source.link}__in": files}).select_related(
        "pgh_context", *source.related
    )
    if "niss" in {field.name for field in model._meta.fields}:
        rows = rows.defer("niss")
    if source.kept_apart:
        rows = rows.defer(*source.kept_apart)
    return rows.order_by("-pgh_id")[:NEWEST]


def _authors(events: Iterable[models.Model]) -> Mapping[str, str]:
    keys = {_author_key(event) for event in events} - {""}
    users = User.objects.filter(pk__in=keys).only("first_name", "last_name")
    return MappingProxyType({str(user.pk): user.get_full_name() for user in users})


def _author_key(event: models.Model) -> str:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return str(metadata.get("user") or "")


def _entries(
    source: Source, newest_first: list[models.Model], authors: Mapping[str, str]
) -> Iterator[Entry]:
    """Each event beside the one before it of the same row; what says nothing is left out.

    A row that is sealed at any time tells none of its words, those of before included.
    """
    sealed = {each.pgh_obj_id for each in newest_first if _is_sealed(source, each)}
    before: dict[int, models.Model] = {}
    for event in reversed(newest_first):
        earlier = before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        is_update = event.pgh_label == "update"
        changes = tuple(_changes(source, earlier, event)) if is_update and earlier else ()
        if is_update and not changes:
            continue
        yield Entry(
            order=(event.pgh_created_at, SOURCES.index(source), event.pgh_id),
            author=authors.get(_author_key(event), "Application"),
            title=_title(source, event.pgh_label),
            changes=() if event.pgh_obj_id in sealed else changes,
            summary=(
                SEALED
                if event.pgh_obj_id in sealed
                else _summary(source, event, is_update=is_update)
            ),
        )


def _title(source: Source, label: str) -> str:
    return {"insert": source.inserted, "update": source.changed, "delete": source.deleted}[label]


def _changes(source: Source, before: models.Model, after: models.Model) -> Iterator[Change]:
    untold = SILENT | set(source.kept_apart)
    for field in after._meta.fields:
        if field.name in untold or field.name.startswith("pgh_"):
            continue
        if getattr(before, field.attname) == getattr(after, field.attname):
            continue
        if field.name == SECRET:
            yield Change("Numéro national", _presence(before), _presence(after))
        else:
            label = str(field.verbose_name)
            yield Change(capfirst(label), _said(before, field), _said(after, field))


def _presence(event: models.Model) -> str:
    return MASKED if getattr(event, SECRET) else EMPTY


def _is_sealed(source: Source, event: models.Model) -> bool:
    return bool(source.sealed_by) and getattr(event, source.sealed_by)


def _summary(source: Source, event: models.Model, *, is_update: bool) -> str:
    """« Travail, du 1er janvier 2022, au 30 novembre 2023 »: a day follows its field's word."""
    if is_update:
        return ""
    fields = (event._meta.get_field(name) for name in source.summary)
    said = ((field, _said(event, field)) for field in fields)
    return ", ".join(
        f"{field.verbose_name} {words}" if isinstance(field, models.DateField) else words
        for field, words in said
        if words != EMPTY
    )


def _said(event: models.Model, field: models.Field) -> str:
    """A value in French; a row that another table holds is said by its name."""
    value: Any = getattr(event, field.attname)
    if value is None or value == "":
        return EMPTY
    if field.choices:
        return str(getattr(event, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return day_full(value)
    return str(getattr(event, field.name))
