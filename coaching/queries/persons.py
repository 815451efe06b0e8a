"""Whom may one mean? A few persons for a few letters, one's own first when nothing is typed."""

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User

SUGGESTED = 10


def suggested(user: User, typed: str) -> dict[str, object]:
    text = typed.replace("\0", "").strip()[:100]
    visible = Beneficiary.objects.visible_to(user).defer("niss", "niss_digest")
    persons = visible.named(text) if text else visible.of_coach(user)
    shown = persons.order_by(*(["name_key"] if text else ["-last_contact_on", "name_key"]))
    return {"q": text, "persons": shown[:SUGGESTED]}
