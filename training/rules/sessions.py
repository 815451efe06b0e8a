"""May a session stand at this moment, in this cohort?"""

from datetime import date, datetime, time, timedelta

from mirec.core.wording import day_full, hours
from training.rules.weeks import local

CHANGED_LATELY = timedelta(days=7)
CANCELLED = "Cette séance est annulée : elle ne peut plus changer."
CLOSED = "Cette séance est clôturée : elle a eu lieu ainsi, elle ne peut plus changer."
HAS_HOURS = "Des présences sont notées : la séance a eu lieu, elle ne peut plus être annulée."


def time_faults(day: date, starts: time, ends: time, first: date, last: date) -> dict[str, str]:
    """Per field, why a session cannot be then; `first` to `last` are the cohort's days."""
    faults = {}
    if not first <= day <= last:
        faults["day"] = (
            f"Le groupe va du {day_full(first)} au {day_full(last)} : choisissez un jour entre les "
            "deux."
        )
    if ends <= starts:
        faults["ends"] = "La fin doit suivre le début."
    return faults


def repeat_faults(day: date, until: date, last: date) -> dict[str, str]:
    """Why a session cannot be repeated each week until that day."""
    if until < day:
        return {"repeat_until": "La répétition ne peut pas s'arrêter avant la première séance."}
    if until > last:
        return {"repeat_until": f"Le groupe se termine le {day_full(last)}."}
    return {}


def length_fault(minutes: int, longest_partial: int | None) -> str:
    """Whoever came late or left early followed less than the session; None when nobody did."""
    if longest_partial is not None and minutes <= longest_partial:
        return (
            f"Une présence partielle de {hours(longest_partial)} est déjà notée : corrigez-la "
            "avant de raccourcir la séance."
        )
    return ""


def is_changed_lately(revision: int, changed_at: datetime, on: date) -> bool:
    """Changed after it was announced, within the last seven days."""
    return revision > 0 and on - local(changed_at).date() <= CHANGED_LATELY
