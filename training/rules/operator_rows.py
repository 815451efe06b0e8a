"""What does a row of the operator's list say: who, which day, how many minutes?

Each refusal is a French sentence for who corrects the sheet.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from beneficiaries.enums import SheetField
from beneficiaries.niss import InvalidNissError, compacted
from beneficiaries.rules.cells import Cell, CellError, folded, is_formula, said, shortened, tidy
from beneficiaries.rules.headings import SYNONYMS as OF_PERSONS
from beneficiaries.rules.typed_days import past_day
from beneficiaries.sheets import Row, Sheet
from mirec.core.wording import day_full, uncapped
from training.enums import HourField

SYNONYMS: Mapping[HourField, tuple[str, ...]] = {
    HourField.LAST_NAME: OF_PERSONS[SheetField.LAST_NAME],
    HourField.FIRST_NAME: OF_PERSONS[SheetField.FIRST_NAME],
    HourField.FULL_NAME: (
        *OF_PERSONS[SheetField.FULL_NAME],
        "participant", "participante", "stagiaire", "apprenant", "apprenante", "eleve", "etudiant",
    ),
    HourField.NISS: OF_PERSONS[SheetField.NISS],
    HourField.DAY: (
        "jour", "date", "journee", "date du cours", "date de la seance", "date de cours", "seance",
        "date seance", "day",
    ),
    HourField.HOURS: (
        "heures", "heure", "h", "nombre d heures", "nb heures", "nb d heures", "nbre d heures",
        "nbre heures", "duree", "heures suivies", "heures prestees", "heures de presence",
        "heures presence", "prestations", "hours", "uren",
    ),
    HourField.MINUTES: ("minutes", "min", "nombre de minutes", "duree (min)", "duree en minutes"),
}  # fmt: skip
FIELD_OF: Mapping[str, HourField] = {
    folded(word): field for field, words in SYNONYMS.items() for word in words
}
KNOWN = frozenset(FIELD_OF)
TITLES = "Nom, Prénom, Jour, Heures"
DAY_MINUTES = 24 * 60
LONGEST_NAME = 160
NUMBER = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:h|heures?|u)?")
CLOCK = re.compile(r"(\d{1,3})\s*[h:u]\s*(\d{1,2})(?::\d{2})?\s*(?:m|min)?")
MINUTES = re.compile(r"(\d{1,4})\s*(?:min|minutes?|m|')")
WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class HourRow:
    """One readable row; `niss` is compact or empty, `name` as typed."""

    number: int
    name: str
    niss: str
    day: date
    minutes: int


def columns_of(headers: Iterable[str]) -> dict[HourField, int]:
    """Field to place; of two columns that seem the same, the first."""
    found: dict[HourField, int] = {}
    for place, header in enumerate(headers):
        if field := FIELD_OF.get(folded(header).rstrip(" :*.")):
            found.setdefault(field, place)
    return found


def missing_columns(columns: Mapping[HourField, int], headers: Iterable[str]) -> str:
    """A sentence when a column that is needed was not found, "" else."""
    wanted = []
    if not columns.keys() & {HourField.LAST_NAME, HourField.FULL_NAME}:
        wanted.append("« Nom »")
    if HourField.DAY not in columns:
        wanted.append("« Jour »")
    if not columns.keys() & {HourField.HOURS, HourField.MINUTES}:
        wanted.append("« Heures »")
    if not wanted:
        return ""
    read = ", ".join(f"« {shortened(header)} »" for header in list(headers)[:12])
    return f"Il manque la colonne {' et la colonne '.join(wanted)}. Titres lus : {read}."


def read_rows(
    sheet: Sheet, on: date, starts_on: date | None, ends_on: date | None
) -> tuple[list[HourRow], list[str]]:
    """The rows, and a sentence for each that cannot be read. Both ends of the period included."""
    columns = columns_of(sheet.headers)
    rows, faults = [], []
    for row in sheet.rows:
        try:
            read = _read(row, columns, on)
            _refuse_outside(read.day, starts_on, ends_on)
        except CellError as error:
            faults.append(f"Ligne {row.number} : {uncapped(str(error))}")
        else:
            rows.append(read)
    return rows, faults


def _read(row: Row, columns: Mapping[HourField, int], on: date) -> HourRow:
    def cell(field: HourField) -> Cell:
        return row.cells[columns[field]] if field in columns else None

    for field in columns:
        if is_formula(cell(field)):
            raise CellError(
                f"la colonne « {field.label} » est une formule : collez-y les valeurs seules."
            )
    name = _name(cell(HourField.FULL_NAME), cell(HourField.LAST_NAME), cell(HourField.FIRST_NAME))
    day = past_day(cell(HourField.DAY), on)
    if day is None:
        raise CellError("il manque le jour.")
    is_in_hours = HourField.HOURS in columns
    amount = cell(HourField.HOURS if is_in_hours else HourField.MINUTES)
    return HourRow(
        row.number, name, _niss(cell(HourField.NISS)), day, minutes_of(amount, is_in_hours)
    )


def _name(full: Cell, last: Cell, first: Cell) -> str:
    name = said(full) or " ".join(filter(None, (said(last), said(first))))
    if not name:
        raise CellError("il manque le nom.")
    if len(name) > LONGEST_NAME:
        raise CellError(f"ce nom dépasse {LONGEST_NAME} lettres.")
    return name


def _niss(cell: Cell) -> str:
    """A number that is none tells nobody: the name decides."""
    text = f"{cell:011.0f}" if isinstance(cell, float) and math.isfinite(cell) else tidy(cell)
    try:
        return compacted(text.zfill(11) if text.isdecimal() else text)
    except InvalidNissError:
        return ""


def minutes_of(cell: Cell, is_in_hours: bool = True) -> int:
    """« 3,5 », « 3 h 30 », « 3:30 », 3.5; an empty cell is nothing. Hours of one day only."""
    minutes = _amount(cell, is_in_hours)
    if minutes is None:
        raise CellError(
            f"« {shortened(tidy(cell))} » ne dit pas combien d'heures : écrivez par exemple 3,5 ou "
            "3 h 30."
        )
    if not 0 <= minutes <= DAY_MINUTES:
        raise CellError(f"« {shortened(tidy(cell))} » : un jour compte de 0 à 24 heures.")
    return round(minutes)


def _amount(cell: Cell, is_in_hours: bool) -> float | None:
    unit = 60 if is_in_hours else 1
    if isinstance(cell, bool | date | datetime):
        return None
    if isinstance(cell, int | float):
        return float(cell) * unit if math.isfinite(cell) and abs(cell) < 10**6 else None
    text = said(cell).casefold()
    if not text:
        return 0
    if found := CLOCK.fullmatch(text):
        hours, minutes = map(int, found.groups())
        return hours * 60 + minutes if minutes < 60 else None
    if found := MINUTES.fullmatch(text):
        return float(found[1])
    if found := NUMBER.fullmatch(text):
        return float(found[1].replace(",", ".")) * (60 if not text[-1].isdigit() else unit)
    return None


def _refuse_outside(day: date, starts_on: date | None, ends_on: date | None) -> None:
    if (starts_on and day < starts_on) or (ends_on and day > ends_on):
        raise CellError(f"le {day_full(day)} est hors de la période choisie.")


def name_key(name: str) -> str:
    """Without accents or signs, its words in alphabetical order: who comes first is the same."""
    return " ".join(sorted(filter(None, WORDS.split(folded(name)))))
