"""Which costs may be claimed, with which proof, and up to how much a month?"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from mirec.core.wording import day_full
from training.enums import ClaimKind, RateCode
from training.rules.allowances import to_cent

CEILINGS = {
    ClaimKind.TRANSIT: RateCode.TRANSIT_CEILING,
    ClaimKind.KM: RateCode.KM_CEILING,
    ClaimKind.CHILDCARE: RateCode.CHILDCARE_CEILING,
}
"""Per enrolment and calendar month; no ceiling while none is confirmed."""
WITH_PROOF = frozenset({ClaimKind.TRANSIT, ClaimKind.CHILDCARE})

NO_KM_RATE = "Aucun barème kilométrique confirmé ne couvre ce jour : encodez-le d'abord."
PROOF_NEEDED = "Joignez la preuve : ticket, abonnement ou attestation de la garde."
KM_NEEDED = "Notez les kilomètres de l'aller et du retour."
AMOUNT_NEEDED = "Notez le montant payé."
REASON_NEEDED = "Dites pourquoi moins que demandé : la personne le lira."
BEYOND = "Ce montant dépasse ce qui peut s'écrire : vérifiez les kilomètres et le barème."
LARGEST_EUR = Decimal("999999.99")
TWICE = "Ces mêmes frais sont déjà notés : même jour, même montant{}."
NO_PLACE = "Cette personne est sur la liste d'attente : elle n'a pas encore de frais de formation."
TOO_MUCH = "On accorde au plus ce qui est demandé."
SAME_SUM = "C'est ce qui est déjà accordé."
WHY = "Dites pourquoi : la personne le lira."


def day_faults(
    spent_on: date, first: date, last: date, on: date, *, since: date, left_on: date | None
) -> dict[str, str]:
    """`first` to `last` are the cohort's days, `since` to `left_on` the person's, all included."""
    if spent_on > on:
        return {"spent_on": "Des frais se notent une fois payés."}
    if not first <= spent_on <= last:
        return {"spent_on": f"Le groupe va du {day_full(first)} au {day_full(last)}."}
    if spent_on < since:
        return {"spent_on": f"La personne est inscrite depuis le {day_full(since)}."}
    if left_on and spent_on > left_on:
        return {"spent_on": f"La personne a quitté la formation le {day_full(left_on)}."}
    return {}


def km_amount(km: Decimal, rate_eur: Decimal) -> Decimal:
    return to_cent(Fraction(km) * Fraction(rate_eur))


def decision_faults(
    asked: Decimal, granted: Decimal, refusal: str, room: Decimal | None
) -> dict[str, str]:
    """`room`: euros left under the month's ceiling; None without a ceiling."""
    if too_much := _too_much(asked, granted, room):
        return {"granted_eur": too_much}
    if granted < asked and not refusal.strip():
        return {"refusal": REASON_NEEDED}
    return {}


def correction_faults(
    asked: Decimal, held: Decimal, corrected: Decimal, reason: str, room: Decimal | None
) -> dict[str, str]:
    """`held`: euros granted till now; `room`: euros left without these costs."""
    if corrected == held:
        return {"corrected_eur": SAME_SUM}
    if corrected > held and (too_much := _too_much(asked, corrected, room)):
        return {"corrected_eur": too_much}
    return {} if reason.strip() else {"reason": WHY}


def _too_much(asked: Decimal, granted: Decimal, room: Decimal | None) -> str:
    if granted > asked:
        return TOO_MUCH
    if room is not None and granted > room:
        left = f"{max(room, Decimal(0)):.2f}".replace(".", ",")
        return f"Le plafond du mois laisse encore {left} €."
    return ""
