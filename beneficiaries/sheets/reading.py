"""From the bytes of a file to headers and numbered rows; titles, blank and total lines aside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from beneficiaries.rules.cells import Cell, folded, is_formula, tidy
from beneficiaries.rules.headings import FIELD_OF
from beneficiaries.sheets.formats import MOST_COLUMNS, UnreadableSheetError, is_zip, lines_of_csv
from beneficiaries.sheets.workbooks import lines_of_workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
HEADER_WITHIN = 50
RECOGNISED = 2
"""A line with so many known headers is the line of headers."""
TOTALS = ("total", "totaux", "sous total", "somme", "nombre de", "nombre")
FILLED_IN_A_TOTAL = 3
LONGEST_HEADER = 80
TITLES_OF_PERSONS = "Nom, Prénom, Date de naissance…"

Line = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Row:
    """`number` is the line's own in the file, the first line being 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def example(self, index: int) -> str:
        """The first words that stand under a header."""
        texts = (tidy(row.cells[index]) for row in self.rows[:HEADER_WITHIN])
        return next(filter(None, texts), "")


def read_sheet(
    content: bytes, known: frozenset[str] = frozenset(), titles: str = TITLES_OF_PERSONS
) -> Sheet:
    """Raises UnreadableSheetError with a French sentence.

    `known` are folded headers beside those of persons; `titles` the columns that a sheet without
    a line of headers is told to name.
    """
    if not content.strip():
        raise UnreadableSheetError("Ce fichier est vide.")
    if len(content) > MOST_BYTES:
        raise UnreadableSheetError("Ce fichier dépasse 10 Mo : partagez-le en plusieurs feuilles.")
    known = known | FIELD_OF.keys()
    tables = lines_of_workbook(content) if is_zip(content) else lines_of_csv(content)
    best: tuple[int, list[Line], Iterator[Line]] | None = None
    for lines in tables:
        rest = iter(lines)
        first = list(islice(rest, HEADER_WITHIN))
        score = max((recognised(cells, known) for _, cells in first), default=0)
        if best is None or score > best[0]:
            best = (score, first, rest)
    if best is None or not any(_filled(cells) for _, cells in best[1]):
        raise UnreadableSheetError("Cette feuille ne contient rien.")
    return _sheet(best[1], best[2], known, titles)


def recognised(cells: Iterable[Cell], known: frozenset[str]) -> int:
    return sum(folded(tidy(cell)).rstrip(" :*.") in known for cell in cells if cell)


def _sheet(first: list[Line], rest: Iterable[Line], known: frozenset[str], wanted: str) -> Sheet:
    place = _header_place(first, known, wanted)
    titles = first[place][1]
    if _filled(titles) > MOST_COLUMNS:
        raise UnreadableSheetError(f"Cette feuille a plus de {MOST_COLUMNS} colonnes.")
    body = (*first[place + 1 :], *islice(rest, MOST_ROWS + HEADER_WITHIN + 2_000))
    kept = [(number, cells) for number, cells in body if _is_person(cells, titles)]
    if len(kept) > MOST_ROWS:
        raise UnreadableSheetError(
            "Cette feuille a plus de 20 000 lignes : partagez-la en plusieurs feuilles."
        )
    width = max((_width(cells) for cells in (titles, *(cells for _, cells in kept))), default=0)
    rows = tuple(Row(number, _padded(cells, width)) for number, cells in kept)
    return Sheet(_headers(_padded(titles, width)), rows)


def _header_place(first: list[Line], known: frozenset[str], wanted: str) -> int:
    scores = [recognised(cells, known) for _, cells in first]
    if max(scores) >= RECOGNISED:
        return scores.index(max(scores))
    for place, (_, cells) in enumerate(first):
        if _filled(cells) >= RECOGNISED and all(isinstance(c, str) for c in cells if c):
            return place
    raise UnreadableSheetError(
        f"Aucune ligne de titres n'a été trouvée : la feuille doit nommer ses colonnes ({wanted})."
    )


def _is_person(cells: tuple[Cell, ...], titles: tuple[Cell, ...]) -> bool:
    """Neither blank, nor a total, nor the titles once more."""
    filled = [cell for cell in cells if tidy(cell)]
    if not filled or _padded(cells, len(titles)) == titles:
        return False
    is_total = folded(tidy(filled[0])).startswith(TOTALS) and not is_formula(filled[0])
    return not (is_total and len(filled) <= FILLED_IN_A_TOTAL)


def _headers(titles: tuple[Cell, ...]) -> tuple[str, ...]:
    """Each header once: « Remarques », « Remarques (2) », « Colonne 4 » for none."""
    headers: list[str] = []
    for place, cell in enumerate(titles, start=1):
        base = tidy(cell)[:LONGEST_HEADER] or f"Colonne {place}"
        header, turn = base, 2
        while header in headers:
            header, turn = f"{base} ({turn})", turn + 1
        headers.append(header)
    return tuple(headers)


def _filled(cells: Iterable[Cell]) -> int:
    return sum(bool(tidy(cell)) for cell in cells)


def _width(cells: tuple[Cell, ...]) -> int:
    return max((place for place, cell in enumerate(cells, start=1) if tidy(cell)), default=0)


def _padded(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return cells[:width] + (None,) * (width - len(cells))
