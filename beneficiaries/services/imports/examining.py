"""What would this sheet bring? Read, cleaned and compared; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from beneficiaries.enums import SheetField
from beneficiaries.models import ImportMapping, Locality
from beneficiaries.rules.cells import folded
from beneficiaries.rules.intake_rows import Fault, IntakeRow, RowReader
from beneficiaries.rules.places import PlaceBook
from beneficiaries.rules.twins import REASONS, Kinship, TwinBook
from beneficiaries.services.imports.matching import files_like, identities
from beneficiaries.sheets import Sheet, read_sheet


@dataclass(frozen=True)
class Twin:
    """The person that a row describes once more: a row above, or a file.

    `of` is the number of the row or of the file; `person` the key of the file, None for a row.
    """

    row: int
    of: int | str
    reason: str
    is_sure: bool
    person: int | None = None
    name: str = ""

    @property
    def may_be_another(self) -> bool:
        """Two persons never have one national number."""
        return not self.is_sure and self.reason != REASONS["niss_other_name"]


@dataclass
class Examination:
    """Every row is in one of three: `faults`, `twins`, or `news` (to be created)."""

    row_count: int
    faults: list[Fault] = field(default_factory=list)
    news: list[IntakeRow] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    good: dict[int, IntakeRow] = field(default_factory=dict)

    @property
    def notices(self) -> list[Fault]:
        return [notice for row in self.good.values() for notice in row.notices]

    def as_json(self, imported: int, import_id: int | None) -> dict[str, Any]:
        """What the command prints with `--json`."""
        return {
            "rows": self.row_count,
            "imported": imported,
            "errors": [
                {"row": fault.row, "column": fault.column, "message": fault.message}
                for fault in self.faults
            ],
            "duplicates": [{"row": twin.row, "of": twin.of} for twin in self.twins],
            "import_id": import_id,
        }


def open_sheet(content: bytes) -> Sheet:
    """With the headers that were remembered; raises UnreadableSheetError."""
    remembered = ImportMapping.objects.values_list("columns", flat=True)
    return read_sheet(content, frozenset(folded(header) for each in remembered for header in each))


def examine(sheet: Sheet, columns: Mapping[str, str], on: date) -> Examination:
    """`columns` gives the field of each header that is read; the others are left aside."""
    places = PlaceBook(Locality.objects.values_list("pk", "postal_code", "name"))
    named = {SheetField(key): header for header, key in columns.items()}
    reader = RowReader(named, places, on)
    at = {key: sheet.headers.index(header) for key, header in named.items()}
    found = Examination(len(sheet.rows))
    for row in sheet.rows:
        read = reader.read(row.number, {key: row.cells[place] for key, place in at.items()})
        if isinstance(read, IntakeRow):
            found.good[row.number] = read
        else:
            found.faults.extend(read)
    _tell_twins(found)
    return found


def _tell_twins(found: Examination) -> None:
    """A row is compared with the files, and with the good rows above it."""
    rows = list(found.good.values())
    files = files_like(rows)
    above: TwinBook[IntakeRow] = TwinBook()
    for row, identity in zip(rows, identities(rows), strict=True):
        of_file, of_row = files.likeliest(identity), above.likeliest(identity)
        above.add(identity, row)
        if of_row and (not of_file or of_row[0].kinship >= Kinship.SAME):
            like, other = of_row
            is_sure = like.kinship == Kinship.SAME
            twin = Twin(row.number, other.number, like.reason, is_sure, name=row.full_name)
        elif of_file:
            like, (pk, file_number) = of_file
            is_sure = like.kinship == Kinship.SAME
            twin = Twin(row.number, file_number, like.reason, is_sure, pk, row.full_name)
        else:
            found.news.append(row)
            continue
        found.twins.append(twin)
