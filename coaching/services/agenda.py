"""Appointments: fixed, moved, cancelled; confirmed, they become follow-ups without typing again."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from coaching.enums import AppointmentStatus, Outcome, Phase
from coaching.models import Appointment
from coaching.rules.agenda import OUTCOMES, kind_of
from coaching.services.followups import record_follow_up
from coaching.services.taking_back import take_back
from mirec.accounts.models import User
from training.rules.weeks import local

OVER = "Ce rendez-vous n'est plus prévu : il a déjà été noté ou annulé."
NOT_BEGUN = "Ce rendez-vous n'a pas encore commencé."
OTHER_DAY = "L'annulation n'est possible que le jour même, par la personne qui l'a noté."


@transaction.atomic
def fix_appointment(*, by: User, **fields) -> Appointment:
    """Put an appointment in the agenda of `coach`, with a person or without."""
    return Appointment.objects.create(created_by=by, **fields)


@transaction.atomic
def move_appointment(*, appointment: Appointment, **fields) -> Appointment:
    """Change what differs; its revision grows, and a new hour is reminded anew."""
    appointment = _planned(appointment)
    changed = [name for name, value in fields.items() if getattr(appointment, name) != value]
    if not changed:
        return appointment
    for name in changed:
        setattr(appointment, name, fields[name])
    if "starts_at" in changed:
        appointment.reminded_at = None
    return _revised(appointment, *changed, "reminded_at")


@transaction.atomic
def cancel_appointment(*, appointment: Appointment) -> Appointment:
    """It stays, marked as cancelled, so that subscribed calendars take it away."""
    appointment = _planned(appointment)
    appointment.status = AppointmentStatus.CANCELLED
    return _revised(appointment, "status")


@transaction.atomic
def close_appointment(
    *,
    appointment: Appointment,
    status: AppointmentStatus,
    by: User,
    on: date,
    at: datetime,
    **said,
) -> Appointment:
    """Say once how it ended; with a person, its follow-up is written in the same gesture.

    `said` is what the coach adds to what the appointment knows already. Raises ValidationError
    when somebody has answered before, or when it has not begun (an excuse may come ahead).
    """
    appointment = _planned(appointment)
    if status != AppointmentStatus.EXCUSED and appointment.starts_at > at:
        raise ValidationError(NOT_BEGUN)
    if appointment.beneficiary_id:
        values = {**prefilled(appointment, status, on), **said}
        appointment.follow_up = record_follow_up(
            beneficiary=appointment.beneficiary, by=by, on=on, **values
        )
    appointment.status = status
    return _revised(appointment, "status", "follow_up")


@transaction.atomic
def reopen_appointment(*, appointment: Appointment, by: User, on: date) -> Appointment:
    """Take an answer back the same day; the follow-up that it wrote goes with it."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if appointment.status == AppointmentStatus.PLANNED:
        return appointment
    if local(appointment.changed_at).date() != on:
        raise ValidationError(OTHER_DAY)
    written = appointment.follow_up
    appointment.status, appointment.follow_up = AppointmentStatus.PLANNED, None
    _revised(appointment, "status", "follow_up")
    if written:
        take_back(follow_up=written, by=by, on=on)
    return appointment


def prefilled(appointment: Appointment, status: AppointmentStatus, on: date) -> dict:
    """What the follow-up of an appointment knows already; nothing of it is typed again."""
    outcome = OUTCOMES[status]
    return {
        "happened_on": min(local(appointment.starts_at).date(), on),
        "channel": appointment.channel,
        "kind": kind_of(appointment.channel, _phase(appointment)),
        "outcome": outcome,
        "minutes": appointment.minutes if outcome == Outcome.DONE else 0,
        "text": appointment.subject if outcome != Outcome.DONE else "",
    }


def _phase(appointment: Appointment) -> str:
    journeys = appointment.beneficiary.journeys.open()
    return journeys.values_list("phase", flat=True).first() or Phase.INTAKE


def _planned(appointment: Appointment) -> Appointment:
    """The row, locked: what two colleagues answer at once is answered once."""
    locked = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if locked.status != AppointmentStatus.PLANNED:
        raise ValidationError(OVER)
    return locked


def _revised(appointment: Appointment, *names: str) -> Appointment:
    appointment.revision += 1
    appointment.save(update_fields=[*names, "revision", "changed_at"])
    return appointment
