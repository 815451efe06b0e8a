"""The subscribed agenda, read by vobject, which shares nothing with the library that wrote it."""

from datetime import datetime, timedelta

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from coaching.models import AgendaFeed, Appointment
from coaching.services.agenda import cancel_appointment, move_appointment
from coaching.services.feeds import open_feed, revoke_feed
from tests.factories import AgendaFeedFactory, AppointmentFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(coach) -> AgendaFeed:
    return AgendaFeedFactory(user=coach)


def answer(feed, **headers):
    return Client().get(reverse("coaching:agenda-feed", args=[feed.token]), headers=headers)


def events(feed) -> dict[str, vobject.base.Component]:
    calendar = vobject.readOne(answer(feed).content.decode())
    found = getattr(calendar, "vevent_list", [])
    assert len({event.uid.value for event in found}) == len(found)
    return {event.uid.value: event for event in found}


def hour(event) -> datetime:
    return event.dtstart.value


def test_it_is_read_before_and_after_a_move_and_a_cancellation(feed, coach, beneficiary):
    appointment = AppointmentFactory(beneficiary=beneficiary, coach=coach)
    ((uid, before),) = events(feed).items()
    assert hour(before) == appointment.starts_at
    assert (before.sequence.value, before.status.value) == ("0", "CONFIRMED")

    later = appointment.starts_at + timedelta(days=1, hours=2)
    moved = move_appointment(
        appointment=appointment, starts_at=later, ends_at=later + timedelta(minutes=30)
    )
    ((same, after),) = events(feed).items()
    assert same == uid
    assert (hour(after), after.sequence.value) == (later, "1")

    cancel_appointment(appointment=moved)
    ((same, gone),) = events(feed).items()
    assert (same, gone.status.value, gone.sequence.value) == (uid, "CANCELLED", "2")
    appointment.refresh_from_db()
    old = timezone.now() - timedelta(days=31)
    type(appointment).objects.filter(pk=appointment.pk).update(changed_at=old)
    assert events(feed) == {}


def test_hours_are_those_of_brussels_described_in_the_calendar(feed, coach, beneficiary):
    AppointmentFactory(beneficiary=beneficiary, coach=coach)
    text = answer(feed).content.decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels" in text
    assert "DTSTART;TZID=Europe/Brussels:" in text


def test_initials_only_leave_the_house(feed, coach, beneficiary):
    beneficiary.phone = "+32470123456"
    beneficiary.save()
    AppointmentFactory(
        beneficiary=beneficiary, coach=coach, subject="Parler du dossier santé", place="Chez Noah"
    )
    text = answer(feed).content.decode()
    assert "SUMMARY:N. P. – Entretien" in text
    for hidden in ("Noah", "Petit", "470", "santé", "Parler", beneficiary.file_number):
        assert hidden not in text


def test_it_holds_ones_own_appointments_and_workshops(feed, coach, colleague, beneficiary):
    AppointmentFactory(beneficiary=beneficiary, coach=colleague)
    WorkshopFactory(host=coach, title="Écrire son CV")
    WorkshopFactory(host=colleague, title="D'un autre")
    assert [event.summary.value for event in events(feed).values()] == ["Écrire son CV"]


def test_the_address_cannot_be_guessed_and_is_taken_back(coach):
    first = open_feed(user=coach)
    assert open_feed(user=coach) == first
    assert len(first.token) > 40
    assert answer(first).status_code == 200
    assert revoke_feed(user=coach, at=timezone.now())
    assert answer(first).status_code == 404
    assert open_feed(user=coach).token != first.token


def test_who_left_or_keeps_no_agenda_has_no_calendar(feed, coach):
    coach.is_active = False
    coach.save()
    assert answer(feed).status_code == 404


def test_a_program_that_knows_it_already_is_told_so(feed, coach, beneficiary):
    AppointmentFactory(beneficiary=beneficiary, coach=coach)
    first = answer(feed)
    assert answer(feed, if_none_match=first["ETag"]).status_code == 304
    assert "Last-Modified" not in first


def test_what_was_handed_to_a_colleague_leaves_the_calendar_of_who_asks_what_changed_since(
    feed, coach, colleague, beneficiary
):
    row = AppointmentFactory(beneficiary=beneficiary, coach=coach)
    answer(feed)
    Appointment.objects.filter(pk=row.pk).update(coach=colleague)
    later = answer(feed, if_modified_since=http_date(timezone.now().timestamp() + 60))
    assert later.status_code == 200
    assert f"rendez-vous-{row.pk}@mirec" not in later.content.decode()


def test_the_address_is_made_and_taken_back_on_the_page(client_of, coach):
    client = client_of(coach)
    client.post(reverse("coaching:agenda-address"))
    feed = AgendaFeed.objects.get(user=coach)
    assert feed.token in client.get(reverse("coaching:agenda")).content.decode()
    client.post(reverse("coaching:agenda-address"), {"retirer": "1"})
    assert feed.token not in client.get(reverse("coaching:agenda")).content.decode()
