"""Belgian national numbers (NISS): register and bis numbers, shown masked, compared compact."""

from datetime import date
from string import digits

from stdnum.be import bis, nn

LEFT_SEALED = ("beneficiary__niss", "beneficiary__niss_digest")
"""For `defer`: a list of what hangs from persons never shows the number; deciphering it costs."""


class InvalidNissError(ValueError):
    """The text is neither a national register number nor a bis number."""


def compacted(text: str) -> str:
    """The eleven digits of a valid number however it was typed; raises InvalidNissError."""
    compact = "".join(character for character in text if character in digits)
    if nn.is_valid(compact) or bis.is_valid(compact):
        return compact
    raise InvalidNissError(text)


def formatted(niss: str) -> str:
    return f"{niss[:2]}.{niss[2:4]}.{niss[4:6]}-{niss[6:9]}.{niss[9:]}"


def masked(niss: str) -> str:
    """Only the control digits stay readable: enough to compare with a card in hand."""
    return f"••.••.••-•••.{niss[9:]}"


def birth_date(niss: str) -> date | None:
    """The birth date that a valid number carries; None when it carries none in full."""
    reader = nn if nn.is_valid(niss) else bis
    return reader.get_birth_date(niss)
