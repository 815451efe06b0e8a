"""How is the state of a derogation quota said? One sentence, its figures, and a bar."""

from dataclasses import dataclass

from django.utils.text import capfirst

from mirec.core.wording import plural, thousands
from reporting.typography import percent, sentence, typeset


@dataclass(frozen=True)
class QuotaView:
    regime: str
    label: str
    sentence: str
    article: str
    note: str
    is_respected: bool
    derogated: str
    base: str
    base_label: str
    share: str
    rate: str
    ceiling: str
    left: str
    bar: str
    mark: str


def _quota_note(line: dict) -> str:
    """What the text asks besides the ceiling; "" when it asks nothing."""
    if not (line["needs_authorisation"] or line["condition"]):
        return ""
    asked = ["sur autorisation du Gouvernement"] if line["needs_authorisation"] else []
    asked += [f"si {line['condition']}"] if line["condition"] else []
    words = ", ".join(asked)
    return sentence(capfirst(words))


def _verdict(line: dict) -> str:
    """True whenever it is read, be the year over or not."""
    if not line["is_respected"]:
        over = plural(line["derogated"] - line["ceiling"], "personne")
        return f"Plafond dépassé de {over}."
    if not line["is_in_force"]:
        return "Plafond respecté ; ce régime n'est plus en vigueur."
    if not line["left"]:
        return "Plafond atteint : aucune marge."
    return f"Plafond respecté : marge de {plural(line['left'], 'dérogation')}."


def quota_view(line: dict) -> QuotaView:
    part = line["share"] or 0
    scale = max(2 * line["rate"], 1.1 * part)
    return QuotaView(
        regime=line["regime"],
        label=line["label"],
        sentence=typeset(_verdict(line)),
        article=sentence(line["article"]),
        note=_quota_note(line),
        is_respected=line["is_respected"],
        derogated=thousands(line["derogated"]),
        base=thousands(line["base"]),
        base_label=line["base_label"],
        share=percent(line["share"]) or "0\u00a0%",
        rate=percent(line["rate"]),
        ceiling=thousands(line["ceiling"]),
        left=thousands(line["left"]),
        bar=f"{100 * part / scale:.1f}",
        mark=f"{100 * line['rate'] / scale:.1f}",
    )
