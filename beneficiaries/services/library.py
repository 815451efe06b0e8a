"""Bringing the library of occupations and skills up to date from the published tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat

from beneficiaries.library_files import Competence, Title
from beneficiaries.models import Occupation, Skill
from mirec.core.search import plain

BATCH = 2000
LIBRARY_LOCK = 7112
"""The advisory lock under which one import at a time writes."""


@dataclass(frozen=True)
class LibraryChanges:
    """What an import did; a second run of the same file did nothing."""

    read: int
    added: int
    changed: int
    retired: int

    @property
    def unchanged(self) -> int:
        return self.read - self.added - self.changed


@dataclass(frozen=True)
class Source:
    """`key` is the column of the publisher's own code; `fixed` is set once, then the house's."""

    model: type[models.Model]
    key: str
    fixed: tuple[str, ...] = ()


ROME = Source(Occupation, "ogr_code")
ESCO = Source(Skill, "esco_uri", ("kind",))


def import_rome(*, titles: Sequence[Title]) -> LibraryChanges:
    wanted = {
        row.code: {
            "label": row.label,
            "rome_code": row.rome_code,
            "rome_label": row.rome_label,
            "is_current": True,
        }
        for row in titles
    }
    return _bring_up_to_date(ROME, wanted)


def import_esco(*, competences: Sequence[Competence]) -> LibraryChanges:
    wanted = {
        row.code: {
            "label": row.label,
            "kind": row.kind,
            "other_labels": row.other_labels,
            "description": row.description,
            "is_current": row.is_current,
        }
        for row in competences
    }
    return _bring_up_to_date(ESCO, wanted)


@transaction.atomic
def _bring_up_to_date(source: Source, wanted: Mapping[str, dict]) -> LibraryChanges:
    """Rows are found by the publisher's code, else by their label: an entry of the house that has
    none is adopted and keeps its key. Nothing is deleted: files name these rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LIBRARY_LOCK])
    rows = list(source.model.objects.all())
    found = _found(source, rows, wanted)
    kept = {row.pk for row in found.values()}
    wanted = _told_apart(wanted, {row.label for row in rows if row.pk not in kept})
    added, changed = [], []
    for code, fields in wanted.items():
        row = found.get(code)
        if row is None:
            added.append(source.model(**{source.key: code}, **fields))
        elif _set(row, {source.key: code} | _changeable(source, fields)):
            changed.append(row)
    left = [row for row in rows if row.pk not in kept and getattr(row, source.key)]
    retired = [row for row in left if _set(row, {"is_current": False})]
    _write(source, added, changed + retired)
    return LibraryChanges(len(wanted), len(added), len(changed), len(retired))


def _found(
    source: Source, rows: Iterable[models.Model], wanted: Mapping[str, dict]
) -> dict[str, models.Model]:
    """The row that each entry already is: by its code; else by its label, when its own is none."""
    found = {code: row for row in rows if (code := getattr(row, source.key)) in wanted}
    free = {plain(row.label): row for row in rows if getattr(row, source.key) not in wanted}
    for code, fields in wanted.items():
        if code not in found and (row := free.pop(plain(fields["label"]), None)):
            found[code] = row
    return found


def _told_apart(wanted: Mapping[str, dict], taken: set[str]) -> dict[str, dict]:
    """An entry called as another one already is numbered: « Laser (2) »."""
    result = {}
    for code, fields in sorted(wanted.items()):
        label, number = fields["label"], 1
        while label in taken:
            number += 1
            label = f"{fields['label']} ({number})"
        taken.add(label)
        result[code] = fields | {"label": label}
    return result


def _changeable(source: Source, fields: dict) -> dict:
    return {name: value for name, value in fields.items() if name not in source.fixed}


def _set(row: models.Model, fields: dict) -> bool:
    """Does the row say something else now?"""
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    return before != fields


def _write(source: Source, added: list[models.Model], changed: list[models.Model]) -> None:
    """Labels are unique, and two entries may exchange theirs: they are freed before they change."""
    names = [field.name for field in source.model._meta.concrete_fields if not field.generated]
    freed = source.model.objects.filter(pk__in=[row.pk for row in changed])
    freed.update(label=Concat(Value("~"), Cast("pk", models.CharField())), **{source.key: None})
    source.model.objects.bulk_create(
        changed,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name for name in names if name != "id"],
    )
    source.model.objects.bulk_create(added, batch_size=BATCH)
