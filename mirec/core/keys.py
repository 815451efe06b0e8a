"""Which row, or which day, does an address or a hidden field name?"""

import re
from datetime import date

KEY = re.compile(r"[0-9]{1,18}")


def key_from(value: object) -> int | None:
    """The primary key that was sent, in at most eighteen figures; None when it is not one."""
    text = str(value or "")
    return int(text) if KEY.fullmatch(text) else None


def day_from(text: str) -> date | None:
    """« 2026-11-26 »; None for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
