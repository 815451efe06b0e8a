"""Files to try the application on: they lie beside the clone, at ../shared/data, never in it."""

from pathlib import Path

import pytest
from django.conf import settings

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"


def shared_file(name: str) -> Path:
    """The file, or a loud skip where it is absent."""
    if not (DATA / name).exists():
        pytest.skip(f"../shared/data/{name} is absent: it was NOT tried")
    return DATA / name
