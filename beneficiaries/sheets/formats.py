"""Text files of any office: their encoding and their separator are found, not asked."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from beneficiaries.rules.cells import Cell, folded
from beneficiaries.rules.headings import FIELD_OF

MOST_COLUMNS = 300
SEPARATORS = (";", ",", "\t", "|")
LOOKED_AT = 50
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
CONTROL = frozenset(range(32)) - {9, 10, 12, 13}
MOST_CONTROL = 0.01


class UnreadableSheetError(ValueError):
    """The file is no sheet that can be read; the text is a sentence for who chose it."""


def is_zip(content: bytes) -> bool:
    return content.startswith(ZIP)


def lines_of_csv(content: bytes) -> list[Iterator[tuple[int, tuple[Cell, ...]]]]:
    """The one table of a text file, its lines counted from 1 as a spreadsheet shows them."""
    text = decoded(content)
    separator = separator_of(text)
    return [_numbered(text, separator)]


def _numbered(text: str, separator: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    try:
        for number, cells in enumerate(_records(text, separator), start=1):
            yield number, tuple(cells[: MOST_COLUMNS + 1])
    except csv.Error as error:
        raise UnreadableSheetError(
            "Ce fichier de texte n'a pas la forme d'une feuille : enregistrez-le en XLSX ou en CSV."
        ) from error


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def decoded(content: bytes) -> str:
    """UTF-8 when it is, else the Windows letters of western Europe; raises for what is no text."""
    if content.startswith(OLD_OFFICE):
        raise UnreadableSheetError(
            "Ce fichier est d'un ancien format d'Excel, ou protégé par un mot de passe : "
            "enregistrez-le en XLSX, sans mot de passe."
        )
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _strictly(content, encoding)
    start = content[:100_000]
    if b"\0" in start or sum(byte in CONTROL for byte in start) > MOST_CONTROL * len(start):
        raise UnreadableSheetError(
            "Ce fichier n'est pas une feuille : choisissez un fichier XLSX ou CSV."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSheetError(
            "Ce fichier de texte est abîmé : enregistrez-le à nouveau en CSV."
        ) from error


def separator_of(text: str) -> str:
    """The sign under which the first lines name the most known columns, then hold the most."""
    return max(SEPARATORS, key=lambda sign: _fitness(text, sign))


def _fitness(text: str, separator: str) -> tuple[int, int]:
    try:
        lines = list(islice(_records(text, separator), LOOKED_AT))
    except csv.Error:
        return (-1, 0)
    known = max((sum(folded(cell) in FIELD_OF for cell in line) for line in lines), default=0)
    return known, sum(len(line) - 1 for line in lines)
