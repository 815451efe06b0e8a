"""XLSX read as data: no macro runs, no formula is computed, no archive swells beyond its bounds."""

import io
import warnings
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from beneficiaries.rules.cells import Cell, Formula
from beneficiaries.sheets.formats import MOST_COLUMNS, UnreadableSheetError

MOST_UNPACKED = 60 * 1024 * 1024
MOST_MEMBERS = 2_000
MOST_TABLES = 20
MOST_BLANK = 2_000
"""After so many blank lines a sheet is over, whatever its formats say further down."""
BROKEN = "Ce fichier XLSX est abîmé ou n'en est pas un : ouvrez-le et enregistrez-le à nouveau."

Line = tuple[int, tuple[Cell, ...]]


def lines_of_workbook(content: bytes) -> list[Iterator[Line]]:
    """The lines of each visible table."""
    check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return [_lines(table) for table in _tables(book)]
    except UnreadableSheetError:
        raise
    except Exception as error:  # whatever a forged file makes of the library
        raise UnreadableSheetError(BROKEN) from error


def check_archive(content: bytes) -> None:
    """The archive declares what it unpacks to, and the library reads no further than declared."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableSheetError(BROKEN) from error
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise UnreadableSheetError(
            "Ce fichier n'est pas une feuille XLSX : enregistrez-la sous ce format ou en CSV."
        )
    if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise UnreadableSheetError(
            "Ce fichier se déplie au-delà de toute mesure : copiez ses lignes dans une feuille "
            "neuve."
        )


def _tables(book: Workbook) -> list[ReadOnlyWorksheet]:
    shown = [
        table
        for table in book.worksheets
        if isinstance(table, ReadOnlyWorksheet) and table.sheet_state == "visible"
    ]
    return shown[:MOST_TABLES]


def _lines(table: ReadOnlyWorksheet) -> Iterator[Line]:
    blank = 0
    try:
        table.reset_dimensions()  # what a sheet says of its size may be wrong
        for number, cells in enumerate(table.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
            line = tuple(_value(cell) for cell in cells)
            blank = 0 if any(value is not None for value in line) else blank + 1
            if blank > MOST_BLANK:
                return
            yield number, line
    except UnreadableSheetError:
        raise
    except Exception as error:
        raise UnreadableSheetError(BROKEN) from error


def _value(cell) -> Cell:
    """The value as typed; a formula keeps its text under its own type, never a cached result."""
    if cell.value is None or cell.value == "":
        return None
    if cell.data_type == "f":
        return Formula(getattr(cell.value, "text", None) or str(cell.value))
    if isinstance(cell.value, str | int | float | bool) or hasattr(cell.value, "year"):
        return cell.value
    return str(cell.value)
