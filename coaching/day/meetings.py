"""Appointments that nobody has closed, and persons who did not come and were not heard of since."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from beneficiaries.niss import LEFT_SEALED
from coaching.day.lines import (
    Answer,
    Group,
    Line,
    Moment,
    Source,
    meet,
    not_reached,
    put_aside,
    write,
)
from coaching.day.promises import follow_ups
from coaching.enums import AppointmentStatus, Matter, Outcome, Presence, SeatStatus
from coaching.models import Appointment, FollowUp, WorkshopSeat
from coaching.rules.day import ABSENCE_DAYS
from mirec.accounts.models import User
from mirec.core.wording import ago as said_ago
from mirec.core.wording import as_day, clock_time, day_long


def appointments(user: User) -> QuerySet[Appointment]:
    rows = Appointment.objects.visible_to(user).select_related("beneficiary")
    return rows.defer(*LEFT_SEALED)


def to_close(rows: QuerySet, moment: Moment) -> QuerySet:
    return rows.to_close(moment.at).order_by("ends_at", "pk")


def appointment_line(row: Appointment, moment: Moment) -> Line:
    day = as_day(row.starts_at)
    return Line(
        matter=Matter.APPOINTMENT,
        target=row.pk,
        group=Group.PROMISE,
        day=day,
        tone="warn",
        icon="calendar-check",
        when=said_ago(day, moment.on).capitalize(),
        detail=f"à {clock_time(row.starts_at)}",
        beneficiary=row.beneficiary,
        title=row.subject,
        why=f"Rendez-vous à noter : {row.subject}",
        answers=_outcomes(row, moment),
    )


def _outcomes(row: Appointment, moment: Moment) -> tuple[Answer, ...]:
    close = reverse("coaching:appointment-close", args=[row.pk])

    def outcome(status: AppointmentStatus, *, quiet: bool = True) -> Answer:
        return Answer(status.label, close, True, quiet, "etat", status.value)

    if row.beneficiary_id is None:
        return (outcome(AppointmentStatus.KEPT, quiet=False),)
    kept = Answer("A eu lieu", reverse("coaching:appointment-kept", args=[row.pk]))
    return (
        kept,
        outcome(AppointmentStatus.EXCUSED),
        outcome(AppointmentStatus.NO_SHOW),
        *put_aside(Matter.APPOINTMENT, row.pk, moment),
    )


def no_shows(rows: QuerySet, moment: Moment) -> QuerySet:
    """Without any later word: no other follow-up since, and no appointment to come."""
    since = moment.on - timedelta(days=ABSENCE_DAYS)
    same = FollowUp.objects.filter(beneficiary=OuterRef("beneficiary"))
    later = same.filter(
        Q(happened_on__gt=OuterRef("happened_on"))
        | Q(happened_on=OuterRef("happened_on"), pk__gt=OuterRef("pk"))
    )
    absent = rows.filter(outcome=Outcome.NO_SHOW, happened_on__gte=since)
    unheard = absent.filter(~Exists(later), ~Exists(_to_come(moment)))
    return unheard.order_by("happened_on", "pk")


def _to_come(moment: Moment) -> QuerySet:
    return Appointment.objects.filter(
        beneficiary=OuterRef("beneficiary"),
        status=AppointmentStatus.PLANNED,
        starts_at__gt=moment.at,
    )


def no_show_line(row: FollowUp, moment: Moment) -> Line:
    days = (moment.on - row.happened_on).days
    return Line(
        matter=Matter.NO_SHOW,
        target=row.pk,
        group=Group.PROMISE,
        day=row.happened_on,
        tone="warn",
        icon="person-x",
        when="À rappeler",
        detail=said_ago(row.happened_on, moment.on),
        beneficiary=row.beneficiary,
        why=f"Pas venu·e {_on(days, row.happened_on)}, sans nouvelle depuis.",
        answers=_call(Matter.NO_SHOW, row.pk, row.beneficiary_id, moment),
    )


def seats(user: User) -> QuerySet[WorkshopSeat]:
    rows = WorkshopSeat.objects.visible_to(user).select_related("beneficiary", "workshop")
    return rows.defer(*LEFT_SEALED, "workshop__text")


def absences(rows: QuerySet, moment: Moment) -> QuerySet:
    """Marked absent at a workshop, without a follow-up of it or a word of any kind since."""
    since = moment.at - timedelta(days=ABSENCE_DAYS)
    later = FollowUp.objects.filter(
        beneficiary=OuterRef("beneficiary"), happened_on__gte=OuterRef("workshop__ends_at__date")
    )
    absent = rows.filter(
        status=SeatStatus.REGISTERED,
        presence=Presence.ABSENT,
        follow_up__isnull=True,
        workshop__ends_at__range=(since, moment.at),
    )
    unheard = absent.filter(~Exists(later), ~Exists(_to_come(moment)))
    return unheard.annotate(ended_at=F("workshop__ends_at")).order_by("ended_at", "pk")


def absence_line(row: WorkshopSeat, moment: Moment) -> Line:
    day = as_day(row.workshop.ends_at)
    return Line(
        matter=Matter.SEAT,
        target=row.pk,
        group=Group.PROMISE,
        day=day,
        tone="warn",
        icon="person-x",
        when="À rappeler",
        detail=said_ago(day, moment.on),
        beneficiary=row.beneficiary,
        why=f"Absent·e à l'atelier « {row.workshop} », sans nouvelle depuis.",
        answers=_call(Matter.SEAT, row.pk, row.beneficiary_id, moment),
    )


def _call(matter: Matter, target: int, person: int, moment: Moment) -> tuple[Answer, ...]:
    return (
        write(person),
        not_reached(matter, target),
        meet(person, quiet=True),
        *put_aside(matter, target, moment),
    )


def _on(days: int, day) -> str:
    return "aujourd'hui" if days == 0 else day_long(day)


APPOINTMENTS = Source(
    Matter.APPOINTMENT, appointments, to_close, appointment_line, coach="coach", team="coach__team"
)
NO_SHOWS = Source(Matter.NO_SHOW, follow_ups, no_shows, no_show_line)
SEATS = Source(Matter.SEAT, seats, absences, absence_line)
