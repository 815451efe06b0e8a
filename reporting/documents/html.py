"""The report as one self-contained HTML page: read as it is, or laid out as PDF."""

from base64 import b64encode
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reporting.charts import svg_of
from reporting.reading import read

FONT = "vendor/inter/inter-var-latin.woff2"


@cache
def font_data() -> str:
    """Inter inside the page itself: neither file opens anything else."""
    path = settings.BASE_DIR / "static" / FONT
    return f"data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}"


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
            "font": mark_safe(font_data()),  # noqa: S308 - our own font file
        },
    )
    return page.strip()
