"""How is the state of a derogation quota said? One sentence, its figures, and a bar."""

from dataclasses import dataclass

from mirec.core.wording import plural, thousands
from reporting.typography import percent, sentence


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
    return sentence(words[:1].upper() + words[1:])


def quota_view(line: dict) -> QuotaView:
    part = line["share"] or 0
    scale = max(2 * line["rate"], 1.1 * part)
    if line["is_respected"]:
        verdict = (
            f"Plafond respecté\u202f: encore {plural(line['left'], 'dérogation')} possible"
            f"{'s' if line['left'] > 1 else ''}."
            if line["left"]
            else "Plafond atteint\u202f: plus aucune dérogation possible."
        )
    else:
        over = plural(line["derogated"] - line["ceiling"], "personne")
        verdict = f"Plafond dépassé de {over}."
    return QuotaView(
        regime=line["regime"],
        label=line["label"],
        sentence=verdict,
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
