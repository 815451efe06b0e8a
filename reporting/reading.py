"""How is the content of a report said? The same words on screen and on paper; no query here."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mirec.core.wording import plural, thousands
from reporting.ceilings import QuotaView, quota_view
from reporting.typography import count, percent, period_words, sentence, typeset

SCHEMA = 3
"""The shape of the content that is written and read; kept reports may have an older one."""
NO_TOTAL = "–"
SHORT_TABLE = 16
OPEN_TABLES = frozenset({"by_age_and_sex", "by_source", "by_contract_type"})
ADDRESS = re.compile(r"\s*\(https?://[^)]*\)")


@dataclass(frozen=True)
class FigureView:
    """One figure: the number in words, what it is a share of, and the year before."""

    code: str
    key: str
    label: str
    definition: str
    source: str
    number: str
    note: str
    previous: str
    previous_note: str


@dataclass(frozen=True)
class RowView:
    label: str
    note: str
    cells: tuple[str, ...]
    part: float
    part_text: str


@dataclass(frozen=True)
class TableView:
    """One table; `part` is a row's share of the total, or of the largest row when none adds up."""

    code: str
    key: str
    title: str
    definition: str
    source: str
    sentence: str
    groups: tuple["GroupView", ...]
    heads: tuple["HeadView", ...]
    rows: tuple[RowView, ...]
    totals: tuple[str, ...]
    has_parts: bool
    part_head: str

    @property
    def is_open(self) -> bool:
        """On screen, who the persons are is seen without unfolding."""
        return self.key in OPEN_TABLES

    @property
    def is_short(self) -> bool:
        """Short enough to stand on one page with its heading."""
        return len(self.rows) <= SHORT_TABLE


@dataclass(frozen=True)
class HeadView:
    """The head of one column; hours need a wider one."""

    year: str
    is_hours: bool


@dataclass(frozen=True)
class GroupView:
    """What stands above the years of a table that counts several things."""

    label: str
    width: int


@dataclass(frozen=True)
class ChapterView:
    number: int
    key: str
    title: str
    lede: str
    figures: tuple[FigureView, ...]
    tables: tuple[TableView, ...]


@dataclass(frozen=True)
class ReportView:
    year: int
    previous_year: int
    period: str
    is_complete: bool
    computed_on: date
    house: dict
    regimes: tuple[dict, ...]
    reading: tuple[str, ...]
    targets: str
    chapters: tuple[ChapterView, ...]
    quotas: tuple[QuotaView, ...]
    quotas_definition: str
    sections: tuple[dict, ...]
    stories: tuple[dict, ...]

    @property
    def rules(self) -> str:
        """« décret du 13 décembre 2023 »: the texts that applied, in one phrase."""
        return " ; ".join(regime["label"] for regime in self.regimes)


def read(content: dict | None) -> ReportView | None:
    """The report in words; None for a shape of another version, whose files still say it all."""
    if not content or content.get("schema") != SCHEMA:
        return None
    period = content["period"]
    return ReportView(
        year=content["year"],
        previous_year=content["year"] - 1,
        period=period_words(period),
        is_complete=period["is_complete"],
        computed_on=date.fromisoformat(content["computed_on"]),
        house=content["house"],
        regimes=tuple(
            regime | {"source": ADDRESS.sub("", regime["source"])} for regime in content["regimes"]
        ),
        reading=tuple(typeset(line) for line in content["reading"]),
        targets=typeset(content["targets"]),
        chapters=tuple(_chapter(chapter) for chapter in content["chapters"]),
        quotas=tuple(quota_view(line) for line in content["derogations"]),
        quotas_definition=typeset(content["derogations_definition"]),
        sections=tuple(content["qualitative"]["sections"]),
        stories=tuple(content["qualitative"]["stories"]),
    )


def _chapter(chapter: dict) -> ChapterView:
    return ChapterView(
        number=chapter["number"],
        key=chapter["key"],
        title=chapter["title"],
        lede=chapter["lede"],
        figures=tuple(_figure(figure) for figure in chapter["figures"]),
        tables=tuple(_table(table) for table in chapter["tables"]),
    )


def _figure(figure: dict) -> FigureView:
    noun, previous = figure["noun"], figure["previous"]
    return FigureView(
        code=figure["code"],
        key=figure["key"],
        label=figure["label"],
        definition=typeset(figure["definition"]),
        source=sentence(figure["source"]),
        number=count(figure["value"], noun),
        note=_share_words(figure, figure["base_label"]),
        previous=count(previous["value"], noun),
        previous_note=percent(previous["share"]),
    )


def _share_words(measured: dict, base_label: str) -> str:
    """« 7,3 % de 1 612 personnes prises en charge »."""
    if measured["base"] is None:
        return ""
    of = f"sur {thousands(measured['base'])} {base_label}"
    return f"{percent(measured['share'])} {of}" if measured["base"] else of


def _table(table: dict) -> TableView:
    columns, totals = table["columns"], table["totals"]
    main = main_column(table)
    has_parts = totals[main] is not None
    whole = (
        totals[main] if has_parts else max((r["values"][main] for r in table["rows"]), default=0)
    )
    rows = tuple(
        RowView(
            label=row["label"],
            note=typeset(row["note"]),
            cells=tuple(count(v, c["noun"]) for v, c in zip(row["values"], columns, strict=True)),
            part=row["values"][main] / whole if whole else 0,
            part_text=percent(row["values"][main] / whole) if whole and has_parts else "",
        )
        for row in table["rows"]
    )
    adds_up = any(total is not None for total in totals)
    return TableView(
        code=table["code"],
        key=table["key"],
        title=table["title"],
        definition=typeset(table["definition"]),
        source=sentence(table["source"]),
        sentence=typeset(sentence_of(table)),
        groups=_groups(columns),
        heads=tuple(HeadView(str(c["year"]), c["noun"] == "minute") for c in columns),
        rows=rows,
        totals=tuple(_total(t, c) for t, c in zip(totals, columns, strict=True)) if adds_up else (),
        has_parts=has_parts,
        part_head=_part_head(columns, main),
    )


def _part_head(columns: list[dict], main: int) -> str:
    """Says what the share is about when the table counts several things."""
    label = columns[main]["label"]
    counted = {column["noun"] for column in columns}
    return "Part" if len(counted) == 1 else f"Part, {label.lower()}"


def main_column(table: dict) -> int:
    """The column that sentence, bars and shares are about: this year's total."""
    return next(at for at, column in enumerate(table["columns"]) if column["is_total"])


def _total(total: int | None, column: dict) -> str:
    return NO_TOTAL if total is None else count(total, column["noun"])


def _groups(columns: list[dict]) -> tuple[GroupView, ...]:
    """One group for each thing counted; none when the whole table counts a single one."""
    found = [
        GroupView(label, len(list(group)))
        for label, group in groupby(columns, key=lambda column: column["label"])
    ]
    return tuple(found) if len(found) > 1 else ()


def sentence_of(table: dict) -> str:
    """What the table says first, in one sentence: its largest row."""
    main = main_column(table)
    noun, total = table["columns"][main]["noun"], table["totals"][main]
    largest = max(table["rows"], key=lambda row: row["values"][main], default=None)
    if largest is None or not largest["values"][main]:
        return "Aucune donnée pour cette année."
    value = largest["values"][main]
    words = f"D'abord « {largest['label']} »\u202f: {plural(value, noun, _many(noun))}"
    return f"{words} sur {thousands(total)}." if total else f"{words}."


def _many(noun: str) -> str:
    return noun if noun.endswith("s") else ""
