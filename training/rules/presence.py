"""How many minutes does a presence count for?"""

from datetime import date, datetime

from mirec.core.wording import hours
from training.enums import AttendanceState as State
from training.rules.weeks import local

PARTIAL = frozenset({State.LATE, State.LEFT_EARLY})
NOT_YET = "Cette séance n'a pas encore eu lieu : les présences se notent à partir du jour même."
CANCELLED = "Cette séance est annulée : il n'y a pas de présences à noter."
STRANGER = "Une personne de la liste ne suit pas cette séance : rechargez la page."


def obstacle(starts_at: datetime, cancelled_at: datetime | None, on: date) -> str:
    """Why presences cannot be noted on that day; "" when they can."""
    if cancelled_at:
        return CANCELLED
    return NOT_YET if local(starts_at).date() > on else ""


def minutes_counted(state: State, typed: int | None, length: int) -> int:
    """An absence counts nothing, a presence the whole session, the rest what was typed."""
    if not state.has_hours:
        return 0
    return length if typed is None else typed


def minutes_fault(state: State, minutes: int, length: int) -> str:
    """Why those minutes do not go with that state; "" when they do."""
    if not state.has_hours:
        return "Une absence ne compte pas de minutes." if minutes else ""
    if minutes > length:
        return f"La séance dure {hours(length)} ({length} minutes) : notez au plus cette durée."
    if state == State.PRESENT and minutes < length:
        return "Pour moins que la séance, choisissez « En retard » ou « Parti·e avant la fin »."
    if state in PARTIAL and not 0 < minutes < length:
        return f"Notez les minutes suivies : plus de 0 et moins de {length}."
    return ""
