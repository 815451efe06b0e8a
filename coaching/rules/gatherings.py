"""Who gets a seat, who waits, and what may still be done with a gathering? Plain values only."""

from dataclasses import dataclass
from datetime import date, datetime

from coaching.enums import Outcome, Presence, SeatStatus
from mirec.core.wording import as_day, plural

CANCELLED = "Cette rencontre est annulée : elle ne peut plus changer."
CLOSED = "Cette rencontre est clôturée : les inscriptions ne changent plus."
BEGUN = "Cette séance a commencé : les inscriptions sont fermées."
NOT_BEGUN = "La clôture se fait une fois la rencontre commencée."
TOO_EARLY = "Les présences se notent à partir du jour même."
HAS_PRESENCES = "Des présences sont notées : elle a eu lieu et ne peut plus être annulée."
CAME = "Une présence est notée pour cette inscription : corrigez-la d'abord."
WITHDRAWN = "Cette personne s'est désistée : inscrivez-la à nouveau si elle vient."
ROOM_FULL = "La salle est pleine : toutes les places sont occupées par des personnes présentes."

OUTCOMES = {
    Presence.PRESENT: Outcome.DONE,
    Presence.ABSENT: Outcome.NO_SHOW,
    Presence.EXCUSED: Outcome.EXCUSED,
}


@dataclass(frozen=True)
class Seats:
    total: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        return max(0, self.total - self.taken)

    @property
    def is_full(self) -> bool:
        return not self.free

    @property
    def promotable(self) -> int:
        """How many of those who wait a seat is free for."""
        return min(self.free, self.waiting)

    @property
    def status_on_entry(self) -> SeatStatus:
        """A newcomer takes a free seat, unless others already wait for it."""
        must_wait = self.is_full or self.waiting
        return SeatStatus.WAITING if must_wait else SeatStatus.REGISTERED

    @property
    def words(self) -> str:
        return f"{self.taken} sur {self.total}"


def change_fault(cancelled_at: datetime | None, closed_at: datetime | None) -> str:
    """Why a gathering and its list can no longer change; "" when they can."""
    if cancelled_at:
        return CANCELLED
    return CLOSED if closed_at else ""


def presence_fault(cancelled_at: datetime | None, starts_at: datetime, on: date) -> str:
    """Why nobody's presence can be marked on that day; after the closing it is a correction."""
    if cancelled_at:
        return CANCELLED
    return TOO_EARLY if on < as_day(starts_at) else ""


def close_fault(cancelled_at: datetime | None, starts_at: datetime, at: datetime) -> str:
    if cancelled_at:
        return CANCELLED
    return NOT_BEGUN if at < starts_at else ""


def capacity_fault(capacity: int, taken: int) -> str:
    if capacity >= taken:
        return ""
    holders = plural(taken, "personne a", "personnes ont")
    return f"{holders} déjà une place : annoncez-leur d'abord le changement, ou gardez {taken}."


def follow_up_minutes(presence: Presence, length: int) -> int:
    """Only who was there spent the time."""
    return length if presence == Presence.PRESENT else 0
