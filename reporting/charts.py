"""Charts of the report: Vega-Lite specifications drawn to SVG, without browser or network.

Every bar carries its value, scales start at zero, two series differ in grey too, and each chart
has its table beside it.
"""

import importlib
import re
from functools import cache
from html import escape

from mirec.core.wording import thousands
from reporting.indicators.shapes import PAIRS
from reporting.reading import main_column, sentence_of
from reporting.typography import count

FONT = "Inter, sans-serif"
INK, QUIET, RULE = "#18211F", "#43504D", "#C9D0CB"
DARK, LIGHT = "#0E4F5F", "#A9C9D0"
LABEL_WIDTH, BAR_WIDTH = 230, 290
ROW_HEIGHT, PAIR_HEIGHT = 22, 34
MOST_ROWS = 14
SHORT = 36
_STYLE_FREE = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"')


@cache
def _engine():
    """Loaded when first needed: it holds a JavaScript engine that web pages do without."""
    return importlib.import_module("vl_convert")


def svg_of(table: dict) -> str:
    """The chart of one table of the content, with its text alternative; "" when it is empty."""
    rows = [row for row in table["rows"] if row["values"][main_column(table)]][:MOST_ROWS]
    if not rows:
        return ""
    spec = _pairs(table, rows) if table["chart"] == PAIRS else _bars(table, rows)
    return _with_title(_engine().vegalite_to_svg(spec), alternative(table))


def alternative(table: dict) -> str:
    """The chart in words: the sentence, then every value."""
    main = main_column(table)
    noun = table["columns"][main]["noun"]
    values = (f"{row['label']} : {count(row['values'][main], noun)}" for row in table["rows"])
    return f"{table['title']}. {sentence_of(table)} {' ; '.join(values)}."


def _with_title(svg: str, title: str) -> str:
    """`<title>` first, where screen readers and PDF/UA look; the engine's own roles go."""
    bare = _STYLE_FREE.sub("", svg)
    head, _, body = bare.partition(">")
    return f'{head} role="img"><title>{escape(title)}</title>{body}'


def _short(label: str) -> str:
    return label if len(label) <= SHORT else f"{label[: SHORT - 1].rstrip()}…"


def _bars(table: dict, rows: list[dict]) -> dict:
    main = main_column(table)
    noun = table["columns"][main]["noun"]
    values = [
        {
            "row": at,
            "label": _short(row["label"]),
            "value": row["values"][main],
            "text": count(row["values"][main], noun),
        }
        for at, row in enumerate(rows)
    ]
    return _spec(
        values,
        height=ROW_HEIGHT * len(rows),
        mark={"type": "bar", "height": 12, "color": DARK},
        encoding={"y": _y_axis(values)},
    )


def _pairs(table: dict, rows: list[dict]) -> dict:
    """Two bars a row: the first two columns of the table."""
    series = [column["label"] for column in table["columns"][:2]]
    values = [
        {
            "row": at,
            "label": _short(row["label"]),
            "series": name,
            "value": row["values"][index],
            "text": f"{thousands(row['values'][index])} {name.lower()}",
        }
        for at, row in enumerate(rows)
        for index, name in enumerate(series)
        if row["values"][index]
    ]
    colour = {
        "field": "series",
        "scale": {"domain": series, "range": [DARK, LIGHT]},
        "legend": None,
    }
    offset = {"field": "series", "scale": {"domain": series, "paddingInner": 0.15}}
    return _spec(
        values,
        height=PAIR_HEIGHT * len(rows),
        mark={"type": "bar", "stroke": DARK, "strokeWidth": 0.5},
        encoding={"y": _y_axis(values), "yOffset": offset},
        bar_encoding={"color": colour},
    )


def _y_axis(values: list[dict]) -> dict:
    labels = list(dict.fromkeys(value["label"] for value in values))
    return {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelLimit": LABEL_WIDTH,
            "minExtent": LABEL_WIDTH,
            "maxExtent": LABEL_WIDTH,
            "labelColor": INK,
            "labelFontSize": 11.5,
            "labelPadding": 8,
        },
    }


def _spec(
    values: list[dict], *, height: int, mark: dict, encoding: dict, bar_encoding: dict | None = None
) -> dict:
    largest = max(value["value"] for value in values)
    shared = {
        **encoding,
        "x": {
            "field": "value",
            "type": "quantitative",
            "axis": None,
            "scale": {"domain": [0, largest]},
        },
    }
    text = {"type": "text", "align": "left", "dx": 6, "color": QUIET, "fontSize": 12}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": BAR_WIDTH,
        "height": height,
        "padding": {"left": 0, "right": 8, "top": 2, "bottom": 2},
        "background": "transparent",
        "config": {"font": FONT, "view": {"stroke": None}},
        "data": {"values": values},
        "encoding": shared,
        "layer": [
            {"mark": mark, "encoding": bar_encoding or {}},
            {"mark": text, "encoding": {"text": {"field": "text"}}},
        ],
    }
