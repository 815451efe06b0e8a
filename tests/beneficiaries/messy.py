"""Sheets as an office keeps them, made for the tests: bytes of XLSX and CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from tests.factories.beneficiaries import niss_for

HEADERS = (
    "Nom", "Prénom", "N° national", "Date de naissance", "Sexe", "GSM", "E-mail", "Adresse", "CP",
    "Localité", "Diplôme", "RIS", "Date 1er entretien", "Envoyé par", "Remarques",
)  # fmt: skip
COLUMNS = {
    "Nom": "last_name",
    "Prénom": "first_name",
    "N° national": "niss",
    "Date de naissance": "born_on",
    "Sexe": "sex",
    "GSM": "phone",
    "E-mail": "email",
    "Adresse": "street",
    "CP": "postal_code",
    "Localité": "locality",
    "Diplôme": "diploma",
    "RIS": "integration_income",
    "Date 1er entretien": "first_met_on",
    "Envoyé par": "source",
    "Remarques": "intake_note",
}
SAMIRA = niss_for(date(1990, 5, 17), "F", 3)
MARCO = niss_for(date(1966, 5, 2), "M", 2)
GRACE = niss_for(date(2001, 9, 4), "F", 8)
LINES: tuple[tuple, ...] = (
    ("BENALI", " samira  ", SAMIRA, "17/05/1990", "f", "0472/45.47.10", "samira.b@example.org",
     "rue de la Station 14", "6001", "MARCINELLE", "CESI", "oui", "15/07/2025", "Forem", None),
    ("Di Matteo", "Marco", f"{MARCO[:6]} {MARCO[6:9]}-{MARCO[9:]}", date(1966, 5, 2), "Mr",
     "+32473609851", None, "rue Vandervelde 3", "6061", "Montignies-sur-Sambre", "?", "N",
     "9.8.25", "bouche à oreille", "garde d'enfants; horaires"),
    ("N'DIAYE", "Grâce", f"{GRACE[:2]}.{GRACE[2:4]}.{GRACE[4:6]}-{GRACE[6:9]}.{GRACE[9:]}",
     "2001-09-04", "Mme", "0032 489026739", "grâce.3@example.org", None, "6000", None, None, "x",
     "03/08/2024", "CPAS Charleroi", "=SUM(A1:A2)"),
)  # fmt: skip


def line(**cells: object) -> tuple:
    """A line of the sheet with these cells only: `line(Nom="Rossi", GSM="071")`."""
    return tuple(cells.get(header) for header in HEADERS)


def person(**cells: object) -> tuple:
    """A line that can come in, with other cells as given."""
    return line(**{"Nom": "Rossi", "Prénom": "Luca", "Date de naissance": "28/10/1964"} | cells)


def xlsx(lines: Sequence[Sequence], before: Sequence[Sequence] = (), **options: object) -> bytes:
    """`before` are the lines above the headers; `headers=` other ones."""
    book = Workbook()
    sheet = book.active
    for cells in (*before, options.get("headers", HEADERS), *lines):
        sheet.append(list(cells) or [None])
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def office(lines: Sequence[Sequence] = LINES) -> bytes:
    """A title, a blank line, the headers, the lines with one blank between, and a total."""
    title, blank, total = ("MIRE - suivi",), (), ("TOTAL", "=COUNTA(A4:A9)")
    return xlsx((*lines[:1], blank, *lines[1:], total), before=(title, blank))


def csv_of(
    lines: Sequence[Sequence] = LINES, separator: str = ";", encoding: str = "cp1252"
) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(HEADERS)
    writer.writerows([("" if cell is None else cell for cell in cells) for cells in lines])
    return buffer.getvalue().encode(encoding)
