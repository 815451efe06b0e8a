"""What a workbook's sheet may be called, and how it is laid out to be read and printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
NAME_LENGTH = 31


def sheet_name(wanted: str, taken: set[str] | None = None) -> str:
    """A name that a workbook accepts; with `taken`, one that is not there yet (and is added)."""
    name = FORBIDDEN.sub(" ", wanted)[:NAME_LENGTH].strip() or "Feuille"
    if taken is None:
        return name
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name[: NAME_LENGTH - 4]} {number}"
    taken.add(free.lower())
    return free


TITLE_ROW, HEAD_ROW, FIRST_ROW = 0, 2, 3
HEAD_HEIGHT, WIDEST = 30, 44


@dataclass(frozen=True)
class Column:
    """`width` in letters. Numbers stand to the right, as their head does."""

    head: str
    width: int
    is_number: bool = False


def fitted(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> list[Column]:
    """As wide as the longest text, up to `WIDEST`: what is longer is written smaller."""
    return [
        replace(column, width=min(max(column.width, *lengths) + 1, WIDEST))
        for number, column in enumerate(columns)
        for lengths in [[0, *(len(row[number]) for row in rows if isinstance(row[number], str))]]
    ]


def formats_of(book: Workbook) -> dict[str, Format]:
    """`title`, `head`, `head_right`, `text`, `day`, `number` (two decimals), `total`."""
    top = {"valign": "top"}
    head = {"bold": True, "bottom": 1, "valign": "bottom", "text_wrap": True}
    number = {"num_format": "#,##0.00"}
    return {
        name: book.add_format(options)
        for name, options in {
            "title": {"bold": True, "font_size": 13},
            "head": head,
            "head_right": head | {"align": "right"},
            "text": top | {"shrink": True},
            "day": top | {"num_format": "dd/mm/yyyy", "align": "left"},
            "number": top | number,
            "total": number | {"bold": True, "top": 1},
        }.items()
    }


def begin_sheet(
    book: Workbook,
    name: str,
    title: str,
    columns: Sequence[Column],
    formats: Mapping[str, Format],
) -> Worksheet:
    """A landscape A4 page, as wide as its columns, whose heads come back on each page."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&8&A&R&8&P / &N")
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
    sheet.write_string(TITLE_ROW, 0, title, formats["title"])
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        style = formats["head_right" if column.is_number else "head"]
        sheet.write_string(HEAD_ROW, number, column.head, style)
    return sheet
