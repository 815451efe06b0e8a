"""Is this the stroke of a signature? The path that the pointer drew, in whole points, no other."""

import re

POINT = r"-?[0-9]{1,4} -?[0-9]{1,4}"
STROKES = re.compile(rf"M{POINT}(?: [ML]{POINT})*")
LONGEST = 60_000
SHORTEST = 8
"""Points at least: a dot is no signature."""


def is_drawing(path: str) -> bool:
    """« M10 20 L12 24 M40 10 … »: moves and lines of an SVG path."""
    return len(path) <= LONGEST and path.count("L") >= SHORTEST and bool(STROKES.fullmatch(path))
