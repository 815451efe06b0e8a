"""How does a person answer to a vacancy, and who comes first? Reasons in words, never a score.

Of the person nothing is read but `Seeker`: no sex, age, origin, health, family or income. The order
compares what the reasons say, one after the other (`Order`); `queries.matching_sql` asks the same
of the database, and a table of cases holds both together.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from employers.enums import TimeSlot, Transport
from employers.rules.skills import Comparison
from mirec.core.badges import Badge
from mirec.core.wording import day_full, thousands, uncapped


class State(IntEnum):
    """How a reason counts in the order: what fits, what is to be asked, what does not fit."""

    OK = 0
    UNKNOWN = 1
    GAP = 2

    @property
    def label(self) -> str:
        return {0: "convient", 1: "à vérifier", 2: "écart"}[self.value]

    @property
    def tone(self) -> str:
        return {0: "ok", 1: "warn", 2: "bad"}[self.value]

    @property
    def icon(self) -> str:
        return {0: "check-circle", 1: "question-circle", 2: "x-circle"}[self.value]


class Wish(IntEnum):
    """How the occupation fits what the person aims at, in the order in which it counts."""

    SAME = 0
    NEAR = 1
    UNSAID = 2
    OTHER = 3

    @property
    def label(self) -> str:
        return {0: "même métier", 1: "métier proche", 2: "pas encore choisi", 3: "autre métier"}[
            self.value
        ]

    @property
    def state(self) -> State:
        return {0: State.OK, 1: State.OK, 2: State.UNKNOWN, 3: State.GAP}[self.value]


@dataclass(frozen=True, kw_only=True)
class Seeker:
    """What is read of a person; None or an empty list is not known yet."""

    occupation: int | None = None
    occupation_label: str = ""
    rome_code: str = ""
    commune: str | None = None
    has_licence: bool | None = None
    has_vehicle: bool | None = None
    available_from: date | None = None
    slots: tuple[str, ...] = ()
    transports: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    hours_from: Decimal | None = None
    hours_to: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is read of a vacancy beside its skills."""

    occupation: int
    rome_code: str = ""
    commune: str | None = None
    needs_licence: bool = False
    access_without_car: str = ""
    slots: tuple[str, ...] = ()
    hours: Decimal | None = None
    starts_on: date | None = None


@dataclass(frozen=True)
class Reason:
    """`sentence` is "" where nothing was asked: there is nothing to say."""

    topic: str
    state: State
    sentence: str


class Order(NamedTuple):
    """What the order compares, each part only where those before are equal; less comes first."""

    must_missing: int
    must_met: int
    """Negative: more comes first. It tells vacancies apart; for one vacancy it adds nothing."""
    levels_missing: int
    other_met: int
    """Negative: more comes first."""
    wish: int
    mobility: int
    availability: int


@dataclass(frozen=True)
class Match:
    """A person beside a vacancy: the skills, then the other reasons."""

    comparison: Comparison
    wish: Wish
    wish_reason: Reason
    mobility: tuple[Reason, ...]
    availability: tuple[Reason, ...]

    @property
    def order(self) -> Order:
        skills = self.comparison
        return Order(
            skills.must_missing_count,
            -skills.must_held_count,
            skills.levels_missing,
            -skills.other_held_count,
            self.wish,
            worst(self.mobility),
            worst(self.availability),
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return (self.wish_reason, *self.mobility, *self.availability)

    def _in(self, state: State) -> list[Reason]:
        return [one for one in self.reasons if one.state == state and one.sentence]

    @property
    def fitting(self) -> list[Reason]:
        return self._in(State.OK)

    @property
    def to_ask(self) -> list[Reason]:
        return self._in(State.UNKNOWN)

    @property
    def unfit(self) -> list[Reason]:
        return self._in(State.GAP)


def match(comparison: Comparison, seeker: Seeker, job: Job, on: date) -> Match:
    wish = wish_of(seeker, job)
    return Match(
        comparison,
        wish,
        Reason("Métier", wish.state, _wish_words(wish, seeker)),
        (licence(seeker, job), travel(seeker, job)),
        (moments(seeker, job), start(seeker, job, on), hours(seeker, job)),
    )


def worst(reasons: tuple[Reason, ...]) -> State:
    return max(reason.state for reason in reasons)


def wish_of(seeker: Seeker, job: Job) -> Wish:
    if seeker.occupation is None:
        return Wish.UNSAID
    if seeker.occupation == job.occupation:
        return Wish.SAME
    is_near = bool(job.rome_code) and seeker.rome_code == job.rome_code
    return Wish.NEAR if is_near else Wish.OTHER


def _wish_words(wish: Wish, seeker: Seeker) -> str:
    label = seeker.occupation_label
    return {
        Wish.SAME: "c'est le métier visé",
        Wish.NEAR: f"métier proche de celui visé ({uncapped(label)}, même fiche ROME)",
        Wish.UNSAID: "métier visé pas encore choisi",
        Wish.OTHER: f"vise un autre métier : {uncapped(label)}",
    }[wish]


def licence(seeker: Seeker, job: Job) -> Reason:
    topic = "Permis"
    if not job.needs_licence:
        return Reason(topic, State.OK, "")
    if seeker.has_licence is None:
        return Reason(topic, State.UNKNOWN, "permis B demandé : à vérifier")
    if seeker.has_licence:
        return Reason(topic, State.OK, "a le permis B")
    return Reason(topic, State.GAP, "n'a pas le permis B, demandé")


def travel(seeker: Seeker, job: Job) -> Reason:
    """Where the person lives or wishes to work, then by what; a bus is always to be checked."""
    topic, place = "Trajet", job.commune
    if not place:
        return Reason(topic, State.UNKNOWN, "lieu de travail à préciser")
    if seeker.commune == place:
        return Reason(topic, State.OK, f"habite à {place}")
    if place in seeker.communes:
        return Reason(topic, State.OK, f"accepte de travailler à {place}")
    if seeker.communes:
        return Reason(topic, State.GAP, f"{place} n'est pas dans les communes souhaitées")
    if seeker.has_vehicle or Transport.CAR in seeker.transports:
        return Reason(topic, State.OK, f"se déplace en voiture jusqu'à {place}")
    return Reason(topic, State.UNKNOWN, _way_there(seeker, job))


def _way_there(seeker: Seeker, job: Job) -> str:
    start = f"trajet de {seeker.commune} à {job.commune}" if seeker.commune else "trajet"
    access = job.access_without_car.strip().rstrip(".")
    return f"{start} à vérifier ({uncapped(access)})" if access else f"{start} à vérifier"


def moments(seeker: Seeker, job: Job) -> Reason:
    topic = "Moments"
    if not job.slots:
        return Reason(topic, State.UNKNOWN, "moments de travail à préciser par l'employeur")
    if not seeker.slots:
        return Reason(topic, State.UNKNOWN, "moments possibles à demander")
    missing = [slot for slot in job.slots if slot not in seeker.slots]
    if missing:
        return Reason(topic, State.GAP, f"pas disponible {_slots(missing)}")
    return Reason(topic, State.OK, f"disponible {_slots(job.slots)}")


def _slots(slots: list[str] | tuple[str, ...]) -> str:
    return ", ".join(uncapped(TimeSlot(slot).label) for slot in slots)


def start(seeker: Seeker, job: Job, on: date) -> Reason:
    """A start that has passed is meant for now."""
    topic, free = "Début", seeker.available_from
    wanted = max(job.starts_on or on, on)
    if free is None:
        return Reason(topic, State.UNKNOWN, "date de disponibilité à demander")
    if free > wanted:
        return Reason(topic, State.GAP, f"disponible le {day_full(free)} seulement")
    return Reason(topic, State.OK, "disponible à temps")


def hours(seeker: Seeker, job: Job) -> Reason:
    topic, low, high = "Heures", seeker.hours_from, seeker.hours_to
    if job.hours is None:
        return Reason(topic, State.UNKNOWN, "heures par semaine à préciser par l'employeur")
    if low is None and high is None:
        return Reason(topic, State.UNKNOWN, "heures souhaitées à demander")
    wanted = f"{_number(job.hours)} h par semaine"
    if (low is not None and job.hours < low) or (high is not None and job.hours > high):
        return Reason(topic, State.GAP, f"{wanted}, souhaite {hours_wished(low, high)}")
    return Reason(topic, State.OK, f"{wanted} conviennent")


def hours_wished(low: Decimal | None, high: Decimal | None) -> str:
    """« de 19 à 38 h » ; "" when nothing is said."""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"au moins {_number(low)} h" if high is None else f"au plus {_number(high)} h"
    return f"de {_number(low)} à {_number(high)} h"


def _number(value: Decimal) -> str:
    return thousands(int(value) if value == int(value) else value.normalize())


def verdict(comparison: Comparison, first_day: date | None, is_fillable: bool) -> Badge:
    """What the skills alone say; `first_day` is when the gap can begin to be filled."""
    if not comparison.answers:
        return Badge("Rien n'est encore demandé", "", "dash-circle")
    if not comparison.must_missing_count:
        return Badge("Indispensables acquises", "ok", "check-circle")
    if is_fillable:
        since = f" dès le {day_full(first_day)}" if first_day else ""
        return Badge(f"Écart comblable{since}", "info", "arrow-up-circle")
    return Badge("Écart à négocier", "warn", "arrows-angle-contract")
