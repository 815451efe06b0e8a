"""Which drawing does an icon name stand for? Bootstrap Icons, written into the page.

A drawing inside the page needs no second request, follows the text colour, and also works in a PDF.
"""

import re
from functools import cache
from pathlib import Path

SPRITE = Path(__file__).with_name("bootstrap-icons.svg")
SYMBOL = re.compile(r'<symbol class="[^"]*" viewBox="([^"]*)" id="([^"]*)">(.*?)</symbol>', re.S)


@cache
def _drawings() -> dict[str, tuple[str, str]]:
    return {
        name: (box, paths)
        for box, name, paths in SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))
    }


def icon_names() -> frozenset[str]:
    return frozenset(_drawings())


@cache
def icon_svg(name: str) -> str:
    """The drawing as hidden decoration; raises KeyError for a name that does not exist."""
    box, paths = _drawings()[name]
    return f'<svg class="bi" viewBox="{box}" aria-hidden="true" focusable="false">{paths}</svg>'
