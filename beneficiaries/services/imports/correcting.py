"""The rows that stayed out, as a sheet to correct and import again."""

import io
from collections import defaultdict
from datetime import date

import xlsxwriter
from django.core.exceptions import ValidationError

from beneficiaries.models import ImportRun
from beneficiaries.rules.cells import prose
from beneficiaries.services.imports.examining import open_sheet
from beneficiaries.services.imports.keeping import content_of

TO_CORRECT = "À corriger"
ORIGIN = "Ligne d'origine"
WIDTH, WIDE = 18, 70


def corrections(run: ImportRun) -> bytes:
    """XLSX: the headers and cells as they were, all as plain text, so that nothing in it computes.

    Raises ValidationError when nothing is to be corrected or the sheet is kept no more.
    """
    wrong: dict[int, list[str]] = defaultdict(list)
    for error in run.findings.get("errors", []):
        wrong[error["row"]].append(f"{error['column']} : {error['message']}")
    if not wrong:
        raise ValidationError("Aucune ligne n'est à corriger.")
    sheet = open_sheet(content_of(run))
    rows = [
        [*(_text(cell) for cell in row.cells), str(row.number), " ".join(wrong[row.number])]
        for row in sheet.rows
        if row.number in wrong
    ]
    return _book([*sheet.headers, ORIGIN, TO_CORRECT], rows)


def _text(cell: object) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else prose(cell)


def _book(headers: list[str], rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#9E241C"})
    plain = book.add_format({"valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(TO_CORRECT)
    last = len(headers) - 1
    sheet.set_column(0, last - 1, WIDTH, plain)
    sheet.set_column(last, last, WIDE, wrapped)
    sheet.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
    for place, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(place, column, text, wrapped if column == last else plain)
    book.close()
    return buffer.getvalue()
