"""What is an indicator? A figure or a table, its exact definition, its source, one query."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reporting.indicators.spans import Span

Labels = Mapping[str, str]
"""What each category is called, in order; a second line is a note (an article)."""
Rows = Iterable[tuple]
NOT_FILLED = ""
"""The category of what nobody filled in; it is counted like the others."""
NOT_FILLED_LABEL = "Non renseigné"
BARS, PAIRS = "bars", "pairs"
"""How a table is drawn: a bar a row, or two bars a row for its first two columns."""
HOUSE = "Usage de la maison (le décret ne fixe pas ce chiffre)"


@dataclass(frozen=True)
class Measure:
    """A count, and what it is a share of (None when it stands alone)."""

    value: int
    base: int | None = None


@dataclass(frozen=True)
class Indicator:
    """One figure of the report. `noun` is the thing counted; "minute" is shown in hours."""

    code: str
    key: str
    label: str
    definition: str
    source: str
    noun: str
    measure: Callable[[Span], Measure]
    nouns: str = ""
    base_label: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `adds_up` says whether its rows make a total.

    `is_compared` puts the year before beside it.
    """

    label: str
    noun: str = "personne"
    adds_up: bool = True
    is_compared: bool = True


@dataclass(frozen=True)
class Breakdown:
    """One table: `rows` yields a category key and one count per column, from one query.

    `labels` names the categories of the year and of the year before, in their order; those it
    does not name follow by size. Column `total_column` adds up to the figure `total_of`.
    """

    code: str
    key: str
    title: str
    definition: str
    source: str
    rows: Callable[[Span], Rows]
    labels: Callable[[Span], Labels] = lambda span: {}
    columns: tuple[Column, ...] = (Column("Personnes"),)
    total_of: str = ""
    total_column: int = 0
    shows_zeros: bool = True
    chart: str = ""


@dataclass(frozen=True)
class Chapter:
    number: int
    key: str
    title: str
    lede: str
    indicators: tuple[Indicator, ...]
    breakdowns: tuple[Breakdown, ...] = field(default_factory=tuple)
