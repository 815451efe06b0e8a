"""How do the published tables of ROME and ESCO read? As they are; a bad row is named."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from django.core.exceptions import ValidationError

from beneficiaries.enums import SkillKind

ROME_COLUMNS = ("code_rome", "libelle_rome", "code_ogr", "libelle_appellation")
ESCO_COLUMNS = (
    "conceptUri", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels", "status", "inScheme",
    "description",
)  # fmt: skip
LONGEST = {
    "code_rome": 8,
    "libelle_rome": 160,
    "code_ogr": 8,
    "libelle_appellation": 160,
    "conceptUri": 200,
    "preferredLabel": 300,
}
REQUIRED = {"code_rome", "code_ogr", "libelle_appellation", "conceptUri", "preferredLabel"}
WITHDRAWN = {"obsolete", "deprecated", "retired"}
MOST_CHARACTERS = 1_000_000
"""Of one cell: ESCO's longest lists of other names exceed what the csv module takes by default."""


@dataclass(frozen=True)
class Title:
    """A job title of ROME."""

    code: str
    label: str
    rome_code: str
    rome_label: str


@dataclass(frozen=True)
class Competence:
    """A skill of ESCO; `is_current` is False once Europe has withdrawn it."""

    code: str
    label: str
    kind: SkillKind
    other_labels: str
    description: str
    is_current: bool


@contextmanager
def _long_cells() -> Iterator[None]:
    """The csv module's limit is the whole process's: the sheets of offices keep their own."""
    former = csv.field_size_limit(MOST_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(former)


@_long_cells()
def read_rome(file: TextIO) -> list[Title]:
    rows = [
        Title(
            code=row["code_ogr"],
            label=row["libelle_appellation"],
            rome_code=row["code_rome"],
            rome_label=row["libelle_rome"],
        )
        for row in _rows(file, ROME_COLUMNS, "code_ogr")
    ]
    return _at_least_one(rows)


@_long_cells()
def read_esco(file: TextIO) -> list[Competence]:
    rows = [
        Competence(
            code=row["conceptUri"],
            label=row["preferredLabel"],
            kind=_kind(row),
            other_labels=_other_names(row),
            description=row["description"],
            is_current=row["status"].lower() not in WITHDRAWN,
        )
        for row in _rows(file, ESCO_COLUMNS, "conceptUri")
    ]
    return _at_least_one(rows)


def _other_names(row: dict[str, str]) -> str:
    """The other names, then the hidden ones that ESCO keeps for searching; one a line."""
    lines = f"{row['altLabels']}\n{row['hiddenLabels']}".splitlines()
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, lines))))


def _kind(row: dict[str, str]) -> SkillKind:
    """ESCO's own groups: languages, then what serves in every job."""
    if "language" in row["inScheme"]:
        return SkillKind.LANGUAGE
    if row["reuseLevel"].lower() == "transversal":
        return SkillKind.BEHAVIOURAL
    return SkillKind.TECHNICAL


def _at_least_one(rows: list) -> list:
    if not rows:
        raise ValidationError("Ce fichier a ses en-têtes, mais aucune ligne.")
    return rows


def _rows(file: TextIO, columns: tuple[str, ...], key: str) -> Iterator[dict[str, str]]:
    """Each row as plain text, checked; raises ValidationError with the row and the column."""
    reader = csv.DictReader(file, strict=True)
    seen: dict[str, int] = {}
    try:
        _check_head(reader.fieldnames or (), columns)
        for number, row in enumerate(reader, start=2):
            if not any(row.values()):
                continue
            checked = {name: _cell(row, name, number) for name in columns}
            first = seen.setdefault(checked[key], number)
            if first != number:
                raise ValidationError(
                    f"Ligne {number}, colonne « {key} » : « {checked[key]} » figure déjà à la "
                    f"ligne {first}."
                )
            yield checked
    except UnicodeDecodeError as error:
        raise ValidationError("Ce fichier n'est pas du texte en UTF-8.") from error
    except csv.Error as error:
        raise ValidationError(
            f"Ligne {reader.line_num} du fichier : ce n'est pas du CSV lisible ({error})."
        ) from error


def _check_head(found: list[str] | tuple[()], columns: tuple[str, ...]) -> None:
    missing = [name for name in columns if name not in found]
    if missing:
        names = ", ".join(f"« {name} »" for name in missing)
        raise ValidationError(
            f"Ligne 1 : il manque la colonne {names}. Donnez le fichier publié tel quel (CSV, "
            "virgules, UTF-8)."
        )


def _cell(row: dict[str, str | None], name: str, number: int) -> str:
    where = f"Ligne {number}, colonne « {name} »"
    text = row[name]
    if text is None or None in row:
        raise ValidationError(f"Ligne {number} : elle n'a pas le même nombre de cellules que "
                              "la ligne des en-têtes.")  # fmt: skip
    text = text.strip()
    if "\0" in text:
        raise ValidationError(f"{where} : elle contient un caractère illisible.")
    if name in REQUIRED and not text:
        raise ValidationError(f"{where} : elle est vide.")
    if len(text) > LONGEST.get(name, MOST_CHARACTERS):
        raise ValidationError(f"{where} : plus de {LONGEST[name]} signes.")
    return text
