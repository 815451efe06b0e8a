"""The report as one self-contained HTML page: read as it is, or laid out as PDF."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from mirec.core.pdf import font_faces
from reporting.charts import svg_of
from reporting.reading import read


def charts_of(content: dict) -> dict[str, SafeString]:
    """The SVG of each table that has a chart, by the table's code."""
    tables = (table for chapter in content["chapters"] for table in chapter["tables"])
    return {
        table["code"]: mark_safe(svg_of(table))  # noqa: S308 - drawn and escaped by charts.py
        for table in tables
        if table["chart"]
    }


def render_html(content: dict, sha256: str) -> str:
    page = render_to_string(
        "reporting/document.html",
        {
            "report": read(content),
            "charts": charts_of(content),
            "sha256": sha256,
            "fonts": font_faces(),
        },
    )
    return page.strip()
