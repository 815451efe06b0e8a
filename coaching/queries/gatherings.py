"""What the pages of sessions and workshops show, counted in SQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from coaching.enums import Presence, SeatStatus
from coaching.models import InformationSession, SignUp, Workshop, WorkshopSeat
from coaching.rules.gatherings import Seats
from mirec.accounts.models import User

FIGURES_DAYS = 365
"""The figures at the foot of the list look back a year."""
SHOWN_WORKSHOPS = 5


def with_seats(gatherings: QuerySet) -> QuerySet:
    """Adds `taken_count`, `waiting_count` and `present_count`."""
    name = "sign_ups" if gatherings.model is InformationSession else "seats"
    return gatherings.annotate(
        taken_count=Count(name, filter=Q(**{f"{name}__status": SeatStatus.REGISTERED})),
        waiting_count=Count(name, filter=Q(**{f"{name}__status": SeatStatus.WAITING})),
        present_count=Count(name, filter=Q(**{f"{name}__presence": Presence.PRESENT})),
    )


@dataclass(frozen=True)
class Announced:
    """A session of the public calendar."""

    session: InformationSession
    seats: Seats


def announced(at: datetime) -> list[Announced]:
    rows = with_seats(InformationSession.objects.public(at)).order_by("starts_at", "pk")
    return [Announced(row, seats_from(row)) for row in rows]


def seats_from(row: InformationSession | Workshop) -> Seats:
    """Of a row that `with_seats` annotated."""
    return Seats(row.capacity, row.taken_count, row.waiting_count)


@dataclass(frozen=True)
class ShowUp:
    """Of the seats whose presence is marked, how many were taken by somebody who came.

    A line without `partner` is a whole source; its partners follow it.
    """

    source: str
    partner: str
    expected: int
    came: int
    excused: int

    @property
    def percent(self) -> int:
        return round(100 * self.came / self.expected)


def show_up(at: datetime) -> list[ShowUp]:
    """Per source, then per partner where some are named, over the last year."""
    held = SignUp.objects.filter(
        status=SeatStatus.REGISTERED,
        session__starts_at__range=(at - timedelta(days=FIGURES_DAYS), at),
        session__cancelled_at=None,
    ).exclude(presence=Presence.UNKNOWN)
    rows = held.values("source", "partner__name").annotate(
        expected=Count("pk"),
        came=Count("pk", filter=Q(presence=Presence.PRESENT)),
        excused=Count("pk", filter=Q(presence=Presence.EXCUSED)),
    )
    ordered = list(rows.order_by("source", "-expected", "partner__name"))
    whole = [_of_source(source, ordered) for source in IntakeSource]
    return [line for lines in whole for line in lines]


def _of_source(source: IntakeSource, rows: list[dict]) -> list[ShowUp]:
    mine = [row for row in rows if row["source"] == source]
    if not mine:
        return []
    named = [row for row in mine if row["partner__name"]]
    total = {name: sum(row[name] for row in mine) for name in ("expected", "came", "excused")}
    return [_line(source, "", total), *(_line(source, row["partner__name"], row) for row in named)]


def _line(source: IntakeSource, partner: str, row: dict) -> ShowUp:
    return ShowUp(source.label, partner, row["expected"], row["came"], row["excused"])


def list_of(gathering: InformationSession | Workshop, user: User) -> QuerySet:
    """The live entries of a gathering, those with a seat first, in the order in which they came.

    `is_own` tells whose file the user may open. By status is by alphabet: registered, waiting.
    """
    if isinstance(gathering, Workshop):
        rows = WorkshopSeat.objects.at_the_door(user).filter(workshop=gathering)
        return rows.live().select_related("beneficiary", "workshop").order_by("status", "pk")
    own = Beneficiary.objects.visible_to(user).filter(pk=OuterRef("beneficiary"))
    rows = gathering.sign_ups.live().annotate(is_own=Exists(own))
    rows = rows.select_related("partner", "beneficiary", "session")
    return rows.order_by("status", "signed_up_at", "pk")


MOST_FOUND = 12
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Found:
    """Persons whom one could register; each has `is_in`: already on the list."""

    query: str
    persons: list[Beneficiary]


def found(workshop: Workshop, user: User, typed: str) -> Found:
    """By name or file number among those visible; of the own caseload before anything is typed."""
    query = typed.replace("\0", "").strip()[:LONGEST_SEARCH]
    visible = Beneficiary.objects.visible_to(user)
    rows = visible.named(query) if query else visible.of_coach(user)
    here = workshop.seats.live().filter(beneficiary=OuterRef("pk"))
    rows = rows.annotate(is_in=Exists(here)).defer("niss", "niss_digest").order_by("name_key", "pk")
    return Found(query, list(rows[:MOST_FOUND]))


def workshops_of(person, user: User) -> QuerySet[WorkshopSeat]:
    """The latest workshops of a person, for the person's page."""
    rows = WorkshopSeat.objects.visible_to(user).filter(beneficiary=person).live()
    return rows.select_related("workshop").order_by("-workshop__starts_at")[:SHOWN_WORKSHOPS]
