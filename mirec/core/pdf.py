"""HTML pages laid out as accessible PDF, when the system has Pango."""

import importlib
import logging
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

INSTALL = (
    "Le PDF n'a pas pu être mis en page : il manque la bibliothèque Pango à la machine. Sous "
    "Debian ou Ubuntu : apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 ; sous macOS : brew install pango."
)

FONTS = Path(__file__).with_name("fonts")
WEIGHTS = (400, 600, 700)
"""Each a font of its own: cutting it out of the variable one takes as long as all the rest."""
FACE = """\
@font-face {{
  font-family: "Inter"; src: url("data:font/ttf;base64,{data}"); font-weight: {weight};
}}
"""


class NoPangoError(Exception):
    """WeasyPrint cannot load the system's text libraries."""


def render_pdf(page: str) -> bytes:
    """PDF/UA-1 of a page that opens nothing but what it carries. Raises NoPangoError."""
    weasyprint = _engine()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # not every rule it does not know
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    return document.write_pdf(pdf_variant="pdf/ua-1")


@cache
def font_faces() -> SafeString:
    """Inter as CSS with its data: a paper opens nothing but itself."""
    files = ((weight, FONTS / f"inter-{weight}.ttf") for weight in WEIGHTS)
    faces = (
        FACE.format(weight=weight, data=b64encode(file.read_bytes()).decode())
        for weight, file in files
    )
    return mark_safe("".join(faces))  # noqa: S308 - our own font files


def render_paper(template: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template that extends `paper.html`. Raises NoPangoError."""
    house = {
        "HOUSE_NAME": settings.HOUSE_NAME,
        "HOUSE_PLACE": settings.HOUSE_PLACE,
        "HOUSE_LEGAL_NAME": settings.HOUSE_LEGAL_NAME,
        "fonts": font_faces(),
    }
    return render_pdf(render_to_string(template, {**house, **context}))


def pdf_response(content: bytes, filename: str) -> HttpResponse:
    """Shown in the browser under a name that says nothing about anybody; never kept by a cache."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


def paper_response(template: str, context: Mapping[str, Any], filename: str) -> HttpResponse:
    """The paper as a PDF to read or print; a sentence when the machine cannot lay it out."""
    try:
        content = render_paper(template, context)
    except NoPangoError as missing:
        return HttpResponse(
            str(missing), status=HTTPStatus.SERVICE_UNAVAILABLE, content_type="text/plain"
        )
    return pdf_response(content, filename)


def _engine() -> ModuleType:
    """Loaded when first needed: 40 MB that web pages do without."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as missing:
        raise NoPangoError(INSTALL) from missing
