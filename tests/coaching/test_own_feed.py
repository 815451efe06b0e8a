"""The person's own calendar: the appointments of the coach's agenda too, read by vobject."""

from datetime import datetime, timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching.enums import AppointmentStatus, Channel, SeatStatus
from coaching.models import Appointment
from coaching.services.agenda import cancel_appointment, close_appointment, move_appointment
from mirec.core.periods import months_before, today
from tests.factories import (
    AppointmentFactory,
    CalendarFeedFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    WorkshopFactory,
    WorkshopSeatFactory,
)
from training.models import CalendarFeed
from training.rules.weeks import instant

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(beneficiary) -> CalendarFeed:
    return CalendarFeedFactory(beneficiary=beneficiary)


@pytest.fixture
def appointment(beneficiary, coach) -> Appointment:
    return AppointmentFactory(
        beneficiary=beneficiary,
        coach=coach,
        subject="Parler du dossier santé",
        place="Rue du Grand-Feu 12, Liège",
    )


def content(feed) -> str:
    return Client().get(reverse("training:feed", args=[feed.token])).content.decode()


def events(feed) -> dict[str, vobject.base.Component]:
    calendar = vobject.readOne(content(feed))
    found = getattr(calendar, "vevent_list", [])
    assert len({event.uid.value for event in found}) == len(found)
    return {event.uid.value: event for event in found}


def hour(event) -> datetime:
    return event.dtstart.value


def test_an_appointment_says_hour_and_place_and_nothing_of_its_content(
    feed, appointment, beneficiary, coach
):
    (event,) = events(feed).values()
    assert event.summary.value == "Rendez-vous à la Mire"
    assert event.location.value == appointment.place
    assert (hour(event), event.dtend.value) == (appointment.starts_at, appointment.ends_at)
    text = content(feed).replace("\r\n ", "")
    assert "DESCRIPTION" not in text
    for hidden in ("santé", "Parler", beneficiary.last_name, coach.last_name, coach.first_name):
        assert hidden not in text


@pytest.mark.parametrize("channel", Channel)
def test_every_means_has_its_words(feed, appointment, channel):
    Appointment.objects.filter(pk=appointment.pk).update(channel=channel)
    (event,) = events(feed).values()
    assert "la Mire" in event.summary.value


def test_a_move_then_a_cancellation_keep_the_uid_and_grow_the_sequence(feed, appointment):
    ((uid, before),) = events(feed).items()
    later = appointment.starts_at + timedelta(days=1, hours=2)
    moved = move_appointment(
        appointment=appointment, starts_at=later, ends_at=later + timedelta(minutes=30)
    )
    ((same, after),) = events(feed).items()
    assert (same, hour(after)) == (uid, later)
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    cancel_appointment(appointment=moved)
    ((same, gone),) = events(feed).items()
    assert (same, gone.status.value, gone.sequence.value) == (uid, "CANCELLED", "2")
    assert gone.summary.value == "Annulé : Rendez-vous à la Mire"


def test_who_is_excused_ahead_reads_that_it_is_off(feed, appointment, coach):
    close_appointment(
        appointment=appointment,
        status=AppointmentStatus.EXCUSED,
        by=coach,
        on=today(),
        at=timezone.now(),
    )
    (event,) = events(feed).values()
    assert event.status.value == "CANCELLED"


def test_a_new_appointment_joins_the_sessions_of_the_training(feed, appointment, beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    SessionFactory(cohort=cohort, title="Hygiène")
    titles = {event.summary.value for event in events(feed).values()}
    assert titles == {"Hygiène", "Rendez-vous à la Mire"}


def test_a_workshop_is_there_as_long_as_the_person_has_a_seat(feed, beneficiary):
    workshop = WorkshopFactory(title="Écrire son CV")
    seat = WorkshopSeatFactory(workshop=workshop, beneficiary=beneficiary)
    WorkshopFactory(title="Sans cette personne")
    (event,) = events(feed).values()
    assert (event.summary.value, event.location.value) == ("Écrire son CV", workshop.place)
    seat.move(SeatStatus.CANCELLED)
    assert events(feed) == {}


def test_those_of_others_and_the_old_ones_are_not_there(
    feed, other_beneficiary, beneficiary, coach
):
    AppointmentFactory(beneficiary=other_beneficiary)
    AppointmentFactory(beneficiary=None, coach=coach)
    first = instant(months_before(today(), 3))
    for start in (first, first - timedelta(minutes=1)):
        AppointmentFactory(
            beneficiary=beneficiary, starts_at=start, ends_at=start + timedelta(minutes=45)
        )
    assert [hour(event) for event in events(feed).values()] == [first]


def test_many_appointments_cost_the_queries_of_one(
    feed, beneficiary, appointment, django_assert_num_queries
):
    WorkshopSeatFactory(beneficiary=beneficiary)
    with django_assert_num_queries(4):
        content(feed)
    AppointmentFactory.create_batch(9, beneficiary=beneficiary)
    WorkshopSeatFactory.create_batch(9, beneficiary=beneficiary)
    with django_assert_num_queries(4):
        assert len(events(feed)) == 20
