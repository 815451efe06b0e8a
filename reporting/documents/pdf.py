"""The HTML page laid out as an accessible PDF, when the system has Pango."""

import importlib
import logging
from types import ModuleType

INSTALL = (
    "Le PDF n'a pas pu être mis en page : il manque la bibliothèque Pango à la machine. Sous "
    "Debian ou Ubuntu : apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0 ; sous macOS : brew install pango. Le rapport est disponible en XLSX, "
    "JSON et HTML."
)


class NoPangoError(Exception):
    """WeasyPrint cannot load the system's text libraries."""


def render_pdf(page: str) -> bytes:
    """PDF/UA-1 of a page that opens nothing but what it carries. Raises NoPangoError."""
    weasyprint = _engine()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # not every rule it does not know
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=["data"])
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _engine() -> ModuleType:
    """Loaded when first needed: 40 MB that web pages do without."""
    try:
        return importlib.import_module("weasyprint")
    except OSError as missing:
        raise NoPangoError(INSTALL) from missing
