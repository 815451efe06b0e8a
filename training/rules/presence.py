"""How many minutes does a presence count for?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from mirec.core.wording import hours
from training.enums import AttendanceState as State
from training.rules.weeks import local

PARTIAL = frozenset({State.LATE, State.LEFT_EARLY})
NOT_YET = "Cette séance n'a pas encore eu lieu : les présences se notent à partir du jour même."
CANCELLED = "Cette séance est annulée : il n'y a pas de présences à noter."
CLOSED = "Cette séance est clôturée : une correction se note avec son motif."
NOT_EXCUSED = "Un justificatif se joint à une absence excusée : notez-la d'abord ainsi."
OTHER_PERSON = "Ce papier est au dossier d'une autre personne."
NOT_THERE = (
    "Cette personne n'avait pas de place dans le groupe ce jour-là : elle n'y a pas d'heures."
)
STRANGER = "Une personne de la liste ne suit pas cette séance : rechargez la page."

NOT_OPEN = _("La porte n'est pas encore ouverte : scannez à partir de trente minutes avant.")
OVER = _("Cette séance est terminée : parlez-en à votre formateur ou formatrice.")
CALLED_OFF = _("Cette séance est annulée : vous ne devez pas venir.")
FROZEN = _("Les présences de cette séance sont clôturées : parlez-en à la coordination.")
DOOR_OPENS = timedelta(minutes=30)
"""How long before the session one may confirm at the door."""


@dataclass(frozen=True)
class Tolerance:
    """How many minutes after the start still count as on time, from the day the house said so."""

    minutes: int
    since: date


TOLERANCES = (Tolerance(10, date(2004, 1, 1)),)
"""The house changes it by adding a row; of several, the youngest holds."""
NOON = time(12, 30)
"""Where a day of training is cut in two half-days."""


def tolerance(on: date) -> timedelta:
    held = max((row for row in TOLERANCES if row.since <= on), key=lambda row: row.since)
    return timedelta(minutes=held.minutes)


def arrival(starts_at: datetime, ends_at: datetime, at: datetime) -> tuple[State, int]:
    """Present for the whole session until the tolerance is over, late for what is left after."""
    length = _minutes(ends_at - starts_at)
    if at <= starts_at + tolerance(local(starts_at).date()):
        return State.PRESENT, length
    return State.LATE, min(max(_minutes(ends_at - at), 1), length - 1)


def door_obstacle(
    starts_at: datetime,
    ends_at: datetime,
    cancelled_at: datetime | None,
    closed_at: datetime | None,
    at: datetime,
) -> str:
    """Why nobody can confirm at the door at that moment; "" when one can."""
    if cancelled_at:
        return CALLED_OFF
    if closed_at:
        return FROZEN
    if at < starts_at - DOOR_OPENS:
        return NOT_OPEN
    return OVER if at >= ends_at else ""


def half_days(starts_at: datetime, ends_at: datetime) -> list[str]:
    """The half-days that a session touches, each signed for on paper."""
    starts, ends = local(starts_at).time(), local(ends_at).time()
    return [
        *(["matin"] if starts < NOON else []),
        *(["après-midi"] if ends > NOON or starts >= NOON else []),
    ]


def misses_twice(states: Sequence[State]) -> bool:
    """The last two of the kept sessions that are noted, in their order, were missed unexcused."""
    return len(states) > 1 and all(state == State.ABSENT for state in states[-2:])


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


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
