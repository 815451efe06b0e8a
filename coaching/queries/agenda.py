"""What stands in the agenda of a colleague? Appointments, workshops and sessions in one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from beneficiaries.models import Beneficiary
from beneficiaries.niss import LEFT_SEALED
from beneficiaries.tabs import address
from coaching.enums import AppointmentStatus, Channel, SeatStatus
from coaching.models import AgendaFeed, Appointment, InformationSession, Workshop
from coaching.models.gatherings import Gathering
from coaching.rules.agenda import CANCELLED_SHOWN_DAYS, FEED_DAYS_BACK
from mirec.accounts.models import User
from mirec.core.wording import plural
from training.rules.holidays import holiday_name
from training.rules.weeks import instant, local

SATURDAY = 5


@dataclass(frozen=True)
class Entry:
    """One thing at its hour; `appointment` when it is one, for its answers."""

    starts_at: datetime
    ends_at: datetime
    title: str
    detail: str
    icon: str
    url: str
    is_off: bool = False
    appointment: Appointment | None = None

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True)
class Day:
    day: date
    entries: list[Entry]

    @property
    def holiday(self) -> str:
        return holiday_name(self.day)


def agenda_of(user: User, start: datetime, end: datetime) -> list[Entry]:
    """Everything of a colleague that begins in [start, end), by hour; three queries."""
    appointments = (
        Appointment.objects.visible_to(user)
        .of_coach(user)
        .between(start, end)
        .select_related("beneficiary")
        .defer(*LEFT_SEALED)
    )
    entries = [_appointment(row) for row in appointments]
    taken = Count("seats", filter=Q(seats__status=SeatStatus.REGISTERED))
    for rows in (
        hosted(Workshop.objects.visible_to(user), user).annotate(taken=taken),
        hosted(InformationSession.objects.visible_to(user), user).annotate(
            taken=Count("sign_ups", filter=Q(sign_ups__status=SeatStatus.REGISTERED))
        ),
    ):
        entries += [_gathering(row) for row in rows.filter(starts_at__gte=start, starts_at__lt=end)]
    return sorted(entries, key=lambda entry: (entry.starts_at, entry.title))


def appointments_to_come(
    user: User, beneficiary: Beneficiary, at: datetime
) -> QuerySet[Appointment]:
    """The planned ones of a person that are not over, the next first."""
    return (
        Appointment.objects.visible_to(user)
        .filter(beneficiary=beneficiary, status=AppointmentStatus.PLANNED, ends_at__gt=at)
        .select_related("coach")
    )


def hosted(rows: QuerySet, user: User) -> QuerySet:
    return rows.kept().filter(host=user)


def by_day(entries: Iterable[Entry], days: Iterable[date]) -> list[Day]:
    """The entries of each day; Saturday and Sunday only when something happens."""
    found: dict[date, list[Entry]] = {day: [] for day in days}
    for entry in entries:
        found[local(entry.starts_at).date()].append(entry)
    return [Day(day, listed) for day, listed in found.items() if listed or day.weekday() < SATURDAY]


def day_bounds(day: date) -> tuple[datetime, datetime]:
    return instant(day), instant(day + timedelta(days=1))


def overlapping(appointment: Appointment, user: User) -> QuerySet[Appointment]:
    """Others of the same colleague that are planned at the same hour.

    `is_open` tells those that the user may read: of the others the hour alone is said.
    """
    readable = Appointment.objects.visible_to(user).filter(pk=OuterRef("pk"))
    others = Appointment.objects.filter(
        coach=appointment.coach_id,
        status=AppointmentStatus.PLANNED,
        starts_at__lt=appointment.ends_at,
        ends_at__gt=appointment.starts_at,
    ).exclude(pk=appointment.pk)
    return others.annotate(is_open=Exists(readable))


def live_feed(token: str) -> QuerySet[AgendaFeed]:
    return AgendaFeed.objects.filter(
        token=token, revoked_at__isnull=True, user__is_active=True
    ).select_related("user")


def feed_appointments(user: User, at: datetime) -> QuerySet[Appointment]:
    """For the subscription: the past two months and all that comes, lately cancelled included."""
    lately = Q(changed_at__gte=at - timedelta(days=CANCELLED_SHOWN_DAYS))
    return (
        Appointment.objects.of_coach(user)
        .filter(starts_at__gte=at - timedelta(days=FEED_DAYS_BACK))
        .filter(~Q(status=AppointmentStatus.CANCELLED) | lately)
        .select_related("beneficiary")
        .defer(*LEFT_SEALED)
    )


def feed_gatherings(user: User, at: datetime) -> list[Gathering]:
    """The workshops and sessions of information that the colleague hosts, by the same rule."""
    lately = Q(cancelled_at__gte=at - timedelta(days=CANCELLED_SHOWN_DAYS))
    asked = Q(host=user, starts_at__gte=at - timedelta(days=FEED_DAYS_BACK)) & (
        Q(cancelled_at__isnull=True) | lately
    )
    return [row for model in (Workshop, InformationSession) for row in model.objects.filter(asked)]


def _appointment(row: Appointment) -> Entry:
    return Entry(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=str(row.beneficiary or row.subject),
        detail=", ".join(filter(None, (row.subject if row.beneficiary else "", row.place))),
        icon=Channel(row.channel).icon,
        url=row.get_absolute_url(),
        is_off=row.status == AppointmentStatus.CANCELLED,
        appointment=row,
    )


def _gathering(row: Gathering) -> Entry:
    name = "workshop" if isinstance(row, Workshop) else "information"
    return Entry(
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        title=row.title,
        detail=f"{row.place} · {plural(row.taken, 'inscrit')}",
        icon="people-fill",
        url=address(f"coaching:{name}-detail", row.pk),
    )
