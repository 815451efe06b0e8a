"""How a shipped hiring aid is written, and the conditions that several of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Rows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class ShippedAid:
    """The field values of one `HiringAid` row."""

    code: str
    label: str
    summary: str
    conditions: Rows
    source: str
    valid_from: date
    valid_to: date | None = None
    is_certain: bool = False


def rule(code: str, *, way: int = 0, **params: Any) -> dict[str, Any]:
    return {"code": code, **params, **({"way": way} if way else {})}


def check(text: str) -> dict[str, Any]:
    return {"code": "to_check", "text": text}


REGISTERED = rule("registered")
HOME = rule("walloon_home")
PRIVATE = (rule("not_article_60"), check("un employeur du secteur privé"))
UNIT = check("une unité d'établissement en Région wallonne de langue française")
BUDGET_26 = (
    "Projet de décret-programme 2026, lu sur horecawallonie.be (07.01.2026) et securex.be ; "
    "texte publié non trouvé"
)
REPLACED = (
    " Le Gouvernement a annoncé son remplacement par une prime unique au 1er juillet 2026 : "
    "texte publié non trouvé, demandez au Forem."
)
NEW_START = date(2026, 1, 1)
OLD_END = date(2025, 12, 31)
