"""How may an enrolment move, and what must be said with it?"""

from dataclasses import dataclass
from datetime import date

from mirec.core.wording import day_full
from training.enums import EnrolmentStatus as Status

MOVES: dict[Status, tuple[Status, ...]] = {
    Status.WAITING: (Status.ENROLLED, Status.DROPPED),
    Status.ENROLLED: (Status.COMPLETED, Status.DROPPED),
    Status.COMPLETED: (Status.ENROLLED,),  # ended by mistake
    Status.DROPPED: (Status.ENROLLED, Status.WAITING),  # the person comes back
}
TAKES_A_PLACE = frozenset({Status.ENROLLED, Status.COMPLETED})
ENDED = frozenset({Status.COMPLETED, Status.DROPPED})

IMPOSSIBLE = "Ce changement n'est plus possible : rechargez la page pour voir l'état actuel."
FULL = "Le groupe est complet : libérez d'abord une place."
REASON_NEEDED = "Dites en quelques mots pourquoi la personne arrête."
CAUSE_NEEDED = "Choisissez la cause la plus proche."
IN_FUTURE = "La date ne peut pas être dans le futur."


@dataclass(frozen=True)
class Places:
    taken: int
    waiting: int
    total: int

    @property
    def is_full(self) -> bool:
        return self.taken >= self.total

    @property
    def can_promote(self) -> bool:
        """Someone waits while a place is free."""
        return bool(self.waiting) and not self.is_full

    @property
    def words(self) -> str:
        return f"{self.taken} sur {self.total}"

    @property
    def status_on_entry(self) -> Status:
        """A new person takes a free place, unless others already wait for one."""
        return Status.WAITING if self.is_full or self.waiting else Status.ENROLLED


def entry_faults(moved_on: date, cohort_end: date, today: date) -> dict[str, str]:
    """Why nobody can be enrolled on that day; empty when it can be."""
    if moved_on > today:
        return {"enrolled_on": IN_FUTURE}
    if moved_on > cohort_end:
        return {"enrolled_on": f"Le groupe est terminé depuis le {day_full(cohort_end)}."}
    return {}


def move_faults(
    current: Status, wanted: Status, moved_on: date, since: date, reason: str, today: date
) -> dict[str, str]:
    """Why an enrolment cannot move so; `since` is its day of enrolment. Empty when it can."""
    if wanted not in MOVES[current]:
        return {"status": IMPOSSIBLE}
    faults = {}
    if wanted == Status.DROPPED and not reason.strip():
        faults["reason"] = REASON_NEEDED
    if moved_on > today:
        faults["moved_on"] = IN_FUTURE
    elif moved_on < since:
        faults["moved_on"] = f"L'inscription date du {day_full(since)} : pas avant ce jour."
    return faults
