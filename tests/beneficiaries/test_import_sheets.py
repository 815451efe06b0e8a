"""Sheets read without trusting them: what good ones say, what is refused of hostile ones."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from beneficiaries.rules.cells import Formula
from beneficiaries.sheets import UnreadableSheetError, read_sheet
from beneficiaries.sheets.reading import MOST_BYTES, MOST_ROWS
from beneficiaries.sheets.workbooks import MOST_UNPACKED
from tests.beneficiaries import messy


def test_the_header_is_found_below_a_title_and_the_rows_keep_their_own_numbers():
    sheet = read_sheet(messy.office())
    assert sheet.headers == messy.HEADERS
    assert [row.number for row in sheet.rows] == [4, 6, 7]


def test_in_a_csv_the_header_is_line_one():
    sheet = read_sheet(messy.csv_of())
    assert [row.number for row in sheet.rows] == [2, 3, 4]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encoding_and_separator_are_found(separator, encoding):
    sheet = read_sheet(messy.csv_of(separator=separator, encoding=encoding))
    assert sheet.headers == messy.HEADERS
    assert sheet.rows[2].cells[1] == "Grâce"
    assert sheet.rows[1].cells[14] == "garde d'enfants; horaires"


def test_a_line_of_two_lines_is_one_row():
    lines = [messy.person(Remarques="un\ndeux"), messy.person(Nom="Maes")]
    assert [row.number for row in read_sheet(messy.csv_of(lines)).rows] == [2, 3]


def test_a_formula_keeps_its_text_and_is_never_computed():
    cell = read_sheet(messy.office()).rows[2].cells[14]
    assert isinstance(cell, Formula)
    assert cell == "=SUM(A1:A2)"


def test_a_date_cell_is_a_date():
    assert read_sheet(messy.office()).rows[1].cells[3] == datetime(1966, 5, 2)  # noqa: DTZ001


def test_headers_that_repeat_or_lack_get_a_name_each():
    headers = ("Nom", "Prénom", None, "Remarques", "Remarques")
    lines = [("Rossi", "Luca", "a", "b", "c")]
    sheet = read_sheet(messy.xlsx(lines, headers=headers))
    assert sheet.headers == ("Nom", "Prénom", "Colonne 3", "Remarques", "Remarques (2)")


def test_the_visible_table_that_names_persons_is_read():
    book = Workbook()
    book.active.append(["Liste", "des", "codes"])
    hidden = book.create_sheet("Vieux")
    hidden.append(list(messy.HEADERS))
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Inscriptions")
    shown.append(["Nom", "Prénom", "GSM"])
    shown.append(["Rossi", "Luca", "071"])
    assert read_sheet(messy.saved(book)).headers == ("Nom", "Prénom", "GSM")


def test_the_titles_once_more_and_the_totals_are_no_persons():
    lines = [messy.LINES[0], messy.HEADERS, ("Total", 2), ("Sous-total :", 2), messy.LINES[1]]
    assert [row.number for row in read_sheet(messy.xlsx(lines)).rows] == [2, 6]


def test_a_person_called_total_is_a_person():
    assert len(read_sheet(messy.xlsx([messy.person(Nom="Total", GSM="1")])).rows) == 1


def bomb() -> bytes:
    """A small archive that says it unpacks to more than anyone would type."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (MOST_UNPACKED + 1))
    return buffer.getvalue()


def laughing() -> bytes:
    """Entities that multiply, in the workbook of an otherwise good sheet."""
    good = zipfile.ZipFile(io.BytesIO(messy.office()))
    buffer = io.BytesIO()
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            if name == "xl/workbook.xml":
                head = f'<!DOCTYPE w [<!ENTITY l0 "ha">{levels}]><w>&l9;</w>'
                content = head.encode()
            archive.writestr(name, content)
    return buffer.getvalue()


def too_long() -> bytes:
    lines = [("Nom", "Prénom"), *(("Rossi", "Luca") for _ in range(MOST_ROWS + 1))]
    return "\n".join(";".join(line) for line in lines).encode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "vide", id="nothing"),
        pytest.param(b"  \n \r\n", "vide", id="blank lines"),
        pytest.param(b"a" * (MOST_BYTES + 1), "10 Mo", id="more than 10 MB"),
        pytest.param(bytes(range(256)) * 40, "n'est pas une feuille", id="binary garbage"),
        pytest.param(b"PK\x03\x04" + bytes(range(256)) * 40, "XLSX", id="garbage named .xlsx"),
        pytest.param(messy.office()[:-200], "abîmé", id="a truncated archive"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ancien format", id="an old .xls"),
        pytest.param(b"\xff\xfea", "abîmé", id="half a letter"),
        pytest.param(bomb(), "au-delà de toute mesure", id="a zip bomb"),
        pytest.param(laughing(), "abîmé", id="entities that multiply"),
        pytest.param(too_long(), "20 000 lignes", id="too many rows"),
        pytest.param(b"un seul mot", "ligne de titres", id="no columns"),
        pytest.param(("a;" * 301).encode(), "300 colonnes", id="too many columns"),
        pytest.param(b'Nom;"Pr\xe9nom' + b"x" * 200_000, "forme d'une feuille", id="open quote"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(UnreadableSheetError, match=sentence):
        read_sheet(content)


def test_a_docx_is_no_sheet():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(UnreadableSheetError, match="n'est pas une feuille XLSX"):
        read_sheet(buffer.getvalue())


def test_only_headers_are_a_sheet_without_rows():
    assert read_sheet(messy.xlsx([])).rows == ()


def test_macros_are_left_where_they_are():
    buffer = io.BytesIO(messy.office())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub AutoOpen()")
    assert len(read_sheet(buffer.getvalue()).rows) == 3
