"""The day before an appointment, the person hears of it: once, by the means that suits her."""

import logging
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from beneficiaries.enums import PreferredChannel
from beneficiaries.niss import LEFT_SEALED
from beneficiaries.services.words import send_words
from coaching.enums import AppointmentStatus, Channel
from coaching.models import Appointment
from coaching.rules.agenda import REMINDER_PLACES
from training.rules.weeks import instant

log = logging.getLogger(__name__)
SUBJECT = "Votre rendez-vous de demain"


def remind_of_tomorrow(*, on: date, at: datetime) -> int:
    """Remind of every planned appointment of the next day that nobody was reminded of; how many."""
    return sum(_remind(appointment, at) for appointment in to_remind(on))


def to_remind(on: date) -> QuerySet[Appointment]:
    return (
        Appointment.objects.between(
            instant(on + timedelta(days=1)), instant(on + timedelta(days=2))
        )
        .filter(
            status=AppointmentStatus.PLANNED,
            wants_reminder=True,
            reminded_at__isnull=True,
            beneficiary__merged_into__isnull=True,
            beneficiary__isnull=False,
        )
        .select_related("beneficiary", "coach")
        .defer(*LEFT_SEALED)
    )


def _remind(appointment: Appointment, at: datetime) -> bool:
    """The row is marked before the message leaves, so that two workers never send it twice; one
    that was moved or cancelled while others were being written to is not reminded of.
    """
    person = appointment.beneficiary
    way = person.message_channel
    mine = Appointment.objects.filter(
        pk=appointment.pk, reminded_at__isnull=True, revision=appointment.revision
    )
    if way is None or not mine.update(reminded_at=at):
        return False
    try:
        _send(appointment, way)
    except Exception as error:  # its text may name the address or the number
        log.error(
            "Reminder of appointment %s did not leave: %s", appointment.pk, type(error).__name__
        )
        Appointment.objects.filter(pk=appointment.pk).update(reminded_at=None)
        return False
    return True


def _send(appointment: Appointment, way: PreferredChannel) -> None:
    """Where, when and with whom; never what about."""
    person = appointment.beneficiary
    context = {
        "appointment": appointment,
        "person": person,
        "house": settings.HOUSE_LEGAL_NAME,
        "where": appointment.place or REMINDER_PLACES[Channel(appointment.channel)],
    }
    send_words(
        way,
        person.address_by(way),
        subject=SUBJECT,
        mail="coaching/agenda/reminder.txt",
        sms="coaching/agenda/reminder_sms.txt",
        context=context,
    )
