"""The report as a workbook: numbers as numbers, totals that total again."""

import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from mirec.core.sheets import sheet_name

MINUTES_PER_HOUR = 60
DEFINITION_HEIGHT = 80
CELL_LENGTH = 32_767
"""What a cell of a workbook can hold; the whole text stands in the PDF, HTML and JSON."""
FORMATS: dict[str, dict] = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "quiet": {"text_wrap": True, "valign": "top", "font_color": "#58655F"},
    "count": {"num_format": "#,##0", "valign": "top"},
    "hours": {"num_format": "#,##0.00", "valign": "top"},
    "part": {"num_format": "0.0%", "valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    "total": {"bold": True, "top": 1, "num_format": "#,##0"},
    "total_hours": {"bold": True, "top": 1, "num_format": "#,##0.00"},
    "total_part": {"bold": True, "top": 1, "num_format": "0.0%"},
    "total_label": {"bold": True, "top": 1},
}


class Workbook:
    """Sheets written row after row in constant memory; `formats` by name."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"constant_memory": True})
        self.formats: dict[str, Format] = {
            name: self.book.add_format({"font_name": "Calibri", "font_size": 11, **spec})
            for name, spec in FORMATS.items()
        }

    def sheet(self, name: str, widths: Iterable[int], frozen_rows: int = 1) -> Worksheet:
        sheet = self.book.add_worksheet(sheet_name(name))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if frozen_rows:
            sheet.freeze_panes(frozen_rows, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def head(self, sheet: Worksheet, row: int, labels: Iterable[str]) -> None:
        for column, label in enumerate(labels):
            sheet.write_string(row, column, label, self.formats["head"])

    def number(self, sheet: Worksheet, row: int, column: int, value: int, noun: str) -> None:
        """Minutes are written in hours."""
        if noun == "minute":
            sheet.write_number(row, column, value / MINUTES_PER_HOUR, self.formats["hours"])
        else:
            sheet.write_number(row, column, value, self.formats["count"])

    def part(self, sheet: Worksheet, row: int, column: int, value: float | None) -> None:
        if value is not None:
            sheet.write_number(row, column, value, self.formats["part"])

    def text(self, sheet: Worksheet, row: int, column: int, value: str, name="text") -> None:
        sheet.write_string(row, column, value, self.formats[name])

    def finished(self) -> bytes:
        self.book.close()
        return self.buffer.getvalue()


def render_xlsx(content: dict, sha256: str) -> bytes:
    book = Workbook()
    _parameters(book, content, sha256)
    _figures(book, content)
    _derogations(book, content)
    for chapter in content["chapters"]:
        for table in chapter["tables"]:
            _table(book, table)
    _texts(book, content)
    _definitions(book, content)
    return book.finished()


def _parameters(book: Workbook, content: dict, sha256: str) -> None:
    sheet = book.sheet("Paramètres", (28, 90), frozen_rows=0)
    book.text(sheet, 0, 0, f"Rapport d'activités {content['year']}", "title")
    days = [
        ("Premier jour", content["period"]["from"]),
        ("Dernier jour", content["period"]["to"]),
        ("Calculé le", content["computed_on"]),
    ]
    texts = [
        ("Institution", content["house"]["legal_name"]),
        ("Empreinte (SHA-256 du JSON)", sha256),
        *(("Règles appliquées", each["label"]) for each in content["regimes"]),
        *(("À confirmer", each["uncertainty"]) for each in content["regimes"]),
        *(("Lecture", line) for line in content["reading"]),
        ("Repères de l'arrêté", content["targets"]),
    ]
    row = 1
    for label, day in days:
        book.text(sheet, row, 0, label)
        sheet.write_datetime(row, 1, date.fromisoformat(day), book.formats["day"])
        row += 1
    for label, text in texts:
        if text:
            book.text(sheet, row, 0, label)
            book.text(sheet, row, 1, text)
            row += 1


def _figures(book: Workbook, content: dict) -> None:
    year = content["year"]
    sheet = book.sheet("Indicateurs", (7, 24, 38, 12, 12, 10, 12, 12, 10, 14, 70, 50))
    book.head(
        sheet,
        0,
        [
            "N°", "Chapitre", "Indicateur", str(year), "Base", "Part",
            str(year - 1), f"Base {year - 1}", f"Part {year - 1}", "Compté en",
            "Définition", "Source",
        ],
    )  # fmt: skip
    row = 1
    for chapter in content["chapters"]:
        for figure in chapter["figures"]:
            _figure(book, sheet, row, chapter["title"], figure)
            row += 1


def _figure(book: Workbook, sheet: Worksheet, row: int, chapter: str, figure: dict) -> None:
    noun = figure["noun"]
    book.text(sheet, row, 0, figure["code"])
    book.text(sheet, row, 1, chapter)
    book.text(sheet, row, 2, figure["label"])
    for first, measured in ((3, figure), (6, figure["previous"])):
        book.number(sheet, row, first, measured["value"], noun)
        if measured["base"] is not None:
            book.number(sheet, row, first + 1, measured["base"], noun)
        book.part(sheet, row, first + 2, measured["share"])
    book.text(sheet, row, 9, "heures" if noun == "minute" else noun)
    book.text(sheet, row, 10, figure["definition"], "quiet")
    book.text(sheet, row, 11, figure["source"], "quiet")


def _derogations(book: Workbook, content: dict) -> None:
    sheet = book.sheet("Dérogations", (8, 10, 36, 14, 12, 10, 10, 12, 16, 70, 44))
    book.head(
        sheet,
        0,
        [
            "Année", "Régime", "Texte", "Par dérogation", "Base", "Part", "Plafond",
            "Plafond (pers.)", "Marge", "Base comptée", "Article",
        ],
    )  # fmt: skip
    years = ((content["year"], "derogations"), (content["year"] - 1, "derogations_before"))
    lines = [(year, line) for year, key in years for line in content[key]]
    for row, (year, line) in enumerate(lines, start=1):
        sheet.write_number(row, 0, year)
        book.text(sheet, row, 1, line["regime"])
        book.text(sheet, row, 2, line["label"])
        book.number(sheet, row, 3, line["derogated"], "")
        book.number(sheet, row, 4, line["base"], "")
        book.part(sheet, row, 5, line["share"])
        book.part(sheet, row, 6, line["rate"])
        book.number(sheet, row, 7, line["ceiling"], "")
        book.number(sheet, row, 8, line["left"], "")
        book.text(sheet, row, 9, line["base_label"], "quiet")
        book.text(sheet, row, 10, line["article"], "quiet")
    below = len(lines) + 2
    definition = content["derogations_definition"]
    sheet.set_row(below, DEFINITION_HEIGHT)
    sheet.merge_range(below, 0, below, 9, definition, book.formats["quiet"])


def _table(book: Workbook, table: dict) -> None:
    """Label, counts, share of the total; then a total that the workbook computes itself."""
    columns = table["columns"]
    main = next(at for at, column in enumerate(columns) if column["is_total"])
    total = table["totals"][main]
    sheet = book.sheet(f"{table['code']} {table['title']}", (48, *(15 for _ in columns), 10))
    heads = [f"{column['label']} {column['year']}" for column in columns]
    book.head(sheet, 0, [table["title"], *heads, *(["Part"] if total is not None else [])])
    for row, line in enumerate(table["rows"], start=1):
        book.text(sheet, row, 0, line["label"])
        for at, (value, column) in enumerate(zip(line["values"], columns, strict=True), start=1):
            book.number(sheet, row, at, value, column["noun"])
        if total:
            book.part(sheet, row, len(columns) + 1, line["values"][main] / total)
    _total_row(book, sheet, table)
    book.text(sheet, len(table["rows"]) + 3, 0, table["definition"], "quiet")
    book.text(sheet, len(table["rows"]) + 4, 0, f"Source : {table['source']}", "quiet")


def _total_row(book: Workbook, sheet: Worksheet, table: dict) -> None:
    last = len(table["rows"])
    if not last or all(total is None for total in table["totals"]):
        return
    sheet.write_string(last + 1, 0, "Total", book.formats["total_label"])
    for at, (total, column) in enumerate(zip(table["totals"], table["columns"], strict=True), 1):
        if total is None:
            sheet.write_string(last + 1, at, "–", book.formats["total_label"])
            continue
        is_hours = column["noun"] == "minute"
        sheet.write_formula(
            last + 1,
            at,
            f"=SUM({xl_range(1, at, last, at)})",
            book.formats["total_hours" if is_hours else "total"],
            total / MINUTES_PER_HOUR if is_hours else total,
        )


def _texts(book: Workbook, content: dict) -> None:
    sheet = book.sheet("Textes", (14, 36, 110))
    book.head(sheet, 0, ["Type", "Titre", "Texte"])
    texts = [("Section", e["title"], e["text"]) for e in content["qualitative"]["sections"]]
    texts += [("Récit", e["pseudonym"], e["text"]) for e in content["qualitative"]["stories"]]
    for row, line in enumerate(texts, start=1):
        for column, text in enumerate(line):
            book.text(sheet, row, column, text[:CELL_LENGTH])


def _definitions(book: Workbook, content: dict) -> None:
    sheet = book.sheet("Définitions", (8, 40, 100, 60))
    book.head(sheet, 0, ["N°", "Intitulé", "Définition", "Source"])
    row = 1
    for chapter in content["chapters"]:
        named = [(each, each["label"]) for each in chapter["figures"]]
        named += [(each, each["title"]) for each in chapter["tables"]]
        for each, name in named:
            book.text(sheet, row, 0, each["code"])
            book.text(sheet, row, 1, name)
            book.text(sheet, row, 2, each["definition"], "quiet")
            book.text(sheet, row, 3, each["source"], "quiet")
            row += 1
