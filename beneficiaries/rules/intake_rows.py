"""Is this row of a sheet a person, and if not, what has to be corrected in which column?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from beneficiaries.enums import SheetField
from beneficiaries.niss import birth_date
from beneficiaries.rules import cells, typed_days
from beneficiaries.rules.cells import Cell, CellError
from beneficiaries.rules.places import Place, PlaceBook
from mirec.core.wording import day_full

FREE_TEXT = frozenset({SheetField.NOTE, SheetField.STUDIES})
FORMULA_LEFT = "La formule de cette case n'a pas été reprise : seul son texte aurait un sens."
FORMULA_REFUSED = "Cette case contient une formule : écrivez sa valeur."
LOST_LETTER = "Ce nom contient un « ? » : une lettre s'est perdue, corrigez-la dans le dossier."
LOST_SIGNS = frozenset("?\ufffd")
"""What a program writes for a letter that its alphabet lacks."""
PLACE_UNKNOWN = "Cette localité n'est pas dans la liste : elle est gardée avec la rue."


@dataclass(frozen=True)
class Fault:
    """What to correct (or, as a notice, to look at) in one cell, in the sheet's own words."""

    row: int
    column: str
    message: str


@dataclass
class IntakeRow:
    """A row that can come in. `values` are fields of the file; what the sheet left empty is absent.

    `has_income` is the answer about the RIS, None when the sheet gives none.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    niss: str = ""
    has_income: bool | None = None
    notices: list[Fault] = field(default_factory=list)

    @property
    def born_on(self) -> date | None:
        return self.values.get("born_on")

    @property
    def full_name(self) -> str:
        return f"{self.values['first_name']} {self.values['last_name']}"


SIMPLE: dict[SheetField, Callable[[Cell], Any]] = {
    SheetField.LAST_NAME: cells.name,
    SheetField.FIRST_NAME: cells.name,
    SheetField.FULL_NAME: cells.both_names,
    SheetField.NISS: cells.niss,
    SheetField.SEX: cells.sex,
    SheetField.NATIONALITY: cells.line,
    SheetField.PHONE: cells.phone,
    SheetField.EMAIL: cells.email,
    SheetField.STREET: cells.line,
    SheetField.DIPLOMA: cells.diploma,
    SheetField.STUDIES: cells.note,
    SheetField.INTEGRATION_INCOME: cells.yes_or_no,
    SheetField.SOURCE: cells.source,
    SheetField.NOTE: cells.note,
}
DATED: dict[SheetField, Callable[[Cell, date], date | None]] = {
    SheetField.BORN_ON: typed_days.birth_day,
    SheetField.FIRST_MET_ON: typed_days.past_day,
}


class RowReader:
    """Reads the rows of one sheet: `columns` gives the header of each field that it has."""

    def __init__(self, columns: Mapping[SheetField, str], places: PlaceBook, on: date) -> None:
        self.columns = columns
        self.places = places
        self.on = on

    def read(self, number: int, given: Mapping[SheetField, Cell]) -> IntakeRow | list[Fault]:
        """Every fault of the row at once, or the row."""
        row = IntakeRow(number)
        faults: list[Fault] = []
        meant = {key: self._meaning(key, cell, row, faults) for key, cell in given.items()}
        place = self._place(given, number, faults)
        self._compare(meant, number, faults)
        if faults:
            return faults
        self._fill(row, meant, place)
        return row

    def _fault(self, number: int, key: SheetField, message: str) -> Fault:
        return Fault(number, self.columns.get(key, key.label), message)

    def _meaning(self, key: SheetField, cell: Cell, row: IntakeRow, faults: list[Fault]) -> Any:
        if cells.is_formula(cell):
            if key not in FREE_TEXT:
                faults.append(self._fault(row.number, key, FORMULA_REFUSED))
                return None
            row.notices.append(self._fault(row.number, key, FORMULA_LEFT))
            cell = None
        try:
            if key in DATED:
                return DATED[key](cell, self.on)
            return SIMPLE[key](cell) if key in SIMPLE else None
        except CellError as error:
            faults.append(self._fault(row.number, key, str(error)))
            return None

    def _place(
        self, given: Mapping[SheetField, Cell], number: int, faults: list[Fault]
    ) -> Place | None:
        pair = [given.get(SheetField.POSTAL_CODE), given.get(SheetField.LOCALITY)]
        if not any(pair) or any(cells.is_formula(cell) for cell in pair):
            return None
        try:
            return self.places.find(*pair)
        except CellError as error:
            known = (SheetField.POSTAL_CODE, SheetField.LOCALITY)
            key = next((each for each in known if each in self.columns), known[0])
            faults.append(self._fault(number, key, str(error)))
            return None

    def _compare(self, meant: dict[SheetField, Any], number: int, faults: list[Fault]) -> None:
        """What the cells say of each other: the names are there, the days agree."""
        wrong = {fault.column for fault in faults}
        last, first = _names(meant)
        for key, text in ((SheetField.LAST_NAME, last), (SheetField.FIRST_NAME, first)):
            column = self._name_column(key)
            if not text and column not in wrong:
                faults.append(Fault(number, column, f"{key.label} manquant : complétez la case."))
                wrong.add(column)
        born_on, met_on = meant.get(SheetField.BORN_ON), meant.get(SheetField.FIRST_MET_ON)
        carried = birth_date(meant[SheetField.NISS]) if meant.get(SheetField.NISS) else None
        if born_on and carried and born_on != carried:
            said = f"Le numéro national est celui d'une personne née le {day_full(carried)}"
            message = f"{said}, la case dit {day_full(born_on)} : vérifiez les deux."
            faults.append(self._fault(number, SheetField.BORN_ON, message))
        if met_on and (born_on or carried) and met_on <= (born_on or carried):
            message = "Ce premier entretien est d'avant la naissance : vérifiez l'année."
            faults.append(self._fault(number, SheetField.FIRST_MET_ON, message))

    def _name_column(self, key: SheetField) -> str:
        if key not in self.columns and SheetField.FULL_NAME in self.columns:
            key = SheetField.FULL_NAME
        return self.columns.get(key, key.label)

    def _fill(self, row: IntakeRow, meant: dict[SheetField, Any], place: Place | None) -> None:
        last, first = _names(meant)
        row.niss = meant.get(SheetField.NISS) or ""
        row.has_income = meant.get(SheetField.INTEGRATION_INCOME)
        born_on = meant.get(SheetField.BORN_ON)
        if born_on is None and row.niss:
            born_on = birth_date(row.niss)
        diploma, learnt = meant.get(SheetField.DIPLOMA) or ("", "")
        source, sender = meant.get(SheetField.SOURCE) or ("", "")
        street = meant.get(SheetField.STREET) or ""
        if place and place.words:
            street = ", ".join(filter(None, (street, place.words)))[: cells.LONGEST_LINE]
            key = SheetField.LOCALITY
            row.notices.append(self._fault(row.number, key, PLACE_UNKNOWN))
        if LOST_SIGNS & set(last + first):
            row.notices.append(self._fault(row.number, SheetField.LAST_NAME, LOST_LETTER))
        studies = "\n".join(filter(None, (meant.get(SheetField.STUDIES), learnt)))
        values = {
            "last_name": last,
            "first_name": first,
            "born_on": born_on,
            "sex": meant.get(SheetField.SEX),
            "nationality": (meant.get(SheetField.NATIONALITY) or "")[:60],
            "phone": meant.get(SheetField.PHONE),
            "email": meant.get(SheetField.EMAIL),
            "street": street,
            "locality_id": place.pk if place else None,
            "diploma": diploma,
            "studies": " ".join(studies.split())[:300],
            "source": source,
            "first_met_on": meant.get(SheetField.FIRST_MET_ON),
            "intake_note": _note(meant.get(SheetField.NOTE) or "", sender, row.has_income),
        }
        row.values = {name: value for name, value in values.items() if value}


def _names(meant: Mapping[SheetField, Any]) -> tuple[str, str]:
    last, first = meant.get(SheetField.FULL_NAME) or ("", "")
    return meant.get(SheetField.LAST_NAME) or last, meant.get(SheetField.FIRST_NAME) or first


def _note(remarks: str, sender: str, has_income: bool | None) -> str:
    """The remarks, then what the sheet says more exactly than the fields of a file can."""
    lines = [
        remarks,
        f"Adressé·e par : {sender}" if sender else "",
        "RIS à l'inscription : non" if has_income is False else "",
    ]
    return "\n".join(filter(None, lines))[: cells.LONGEST_NOTE]
