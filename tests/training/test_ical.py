"""The private calendar, read by icalendar and, line by line, by an independent reader."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from mirec.core.periods import months_before, today
from tests.factories import (
    CalendarFeedFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    UserFactory,
)
from training.models import CalendarFeed, Session
from training.services import cancel_session, change_session, revoke_feed

LONGEST_LINE = 75
MOMENT = re.compile(r"\d{8}T\d{6}Z")


@pytest.fixture
def feed(beneficiary) -> CalendarFeed:
    return CalendarFeedFactory(beneficiary=beneficiary)


@pytest.fixture
def cohort(beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    return cohort


@pytest.fixture
def session(cohort) -> Session:
    return SessionFactory(
        cohort=cohort,
        title="Hygiène ; sécurité, et « coupes »",
        room="local B12",
        trainer="Marcel Delacroix",
        to_bring="Chaussures de sécurité, carte d'identité",
        directions="Bus 1, arrêt Ville 2\nentrée à l'arrière " + "très longue explication " * 5,
    )


def read(feed, **headers):
    return Client().get(reverse("training:feed", args=[feed.token]), headers=headers)


def independent(content: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by a reader that shares nothing with the library that wrote it.

    Checks RFC 5545: CRLF ends each line, no line exceeds 75 octets, each folded one begins with a
    space, BEGIN and END are paired.
    """
    assert content.endswith(b"\r\n")
    raw = content.split(b"\r\n")[:-1]
    assert not [line for line in raw if b"\n" in line or b"\r" in line]
    assert max(map(len, raw)) <= LONGEST_LINE
    unfolded = content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    open_parts, events = [], []
    for line in unfolded:
        name, value = line.split(":", 1)
        name = name.split(";")[0]
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in events[-1], f"{name} stands twice"
            events[-1][name] = unescaped(value)
    assert not open_parts
    return events


def unescaped(value: str) -> str:
    plain = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda found: plain.get(found[1], found[1]), value)


def moment(text: str) -> datetime:
    assert MOMENT.fullmatch(text)
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_a_calendar_program_reads_the_session(feed, session):
    response = read(feed)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response["Cache-Control"]
    (event,) = independent(response.content)
    assert event["SUMMARY"] == session.title
    assert event["LOCATION"] == f"{session.place}, local B12"
    assert moment(event["DTSTART"]) == session.starts_at
    assert moment(event["DTEND"]) == session.ends_at
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", "0")
    session.refresh_from_db()
    changed = session.changed_at.replace(microsecond=0)
    assert moment(event["DTSTAMP"]) == moment(event["LAST-MODIFIED"]) == changed
    assert f"À apporter : {session.to_bring}" in event["DESCRIPTION"]
    assert session.directions.strip() in event["DESCRIPTION"]


def test_the_library_reads_what_the_independent_reader_reads(feed, session):
    content = read(feed).content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    (read_again,) = independent(content)
    assert str(event["summary"]) == read_again["SUMMARY"]
    assert event.decoded("dtstart") == moment(read_again["DTSTART"])
    assert str(event["description"]) == read_again["DESCRIPTION"]


def test_a_move_keeps_the_uid_and_grows_the_sequence(feed, session, coordinator):
    (before,) = independent(read(feed).content)
    details = ("kind", "title", "place", "room", "trainer", "directions", "to_bring")
    change_session(
        session=session,
        by=coordinator,
        starts_at=session.starts_at + timedelta(hours=1),
        ends_at=session.ends_at + timedelta(hours=1),
        **{name: getattr(session, name) for name in details},
    )
    (after,) = independent(read(feed).content)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert moment(after["DTSTART"]) - moment(before["DTSTART"]) == timedelta(hours=1)
    assert moment(after["LAST-MODIFIED"]) >= moment(before["LAST-MODIFIED"])


def test_a_cancellation_stays_in_the_calendar_and_says_so(feed, session, coordinator):
    (before,) = independent(read(feed).content)
    cancel_session(session=session, by=coordinator, at=timezone.now())
    (after,) = independent(read(feed).content)
    assert after["UID"] == before["UID"]
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", "1")
    assert after["SUMMARY"] == f"Annulé : {session.title}"


def test_a_new_session_joins_the_others(feed, session, cohort):
    SessionFactory(cohort=cohort, on=today() + timedelta(days=1))
    uids = {event["UID"] for event in independent(read(feed).content)}
    assert len(uids) == 2


def test_nobody_is_named(feed, session, beneficiary, cohort, coordinator):
    EnrolmentFactory(cohort=cohort, beneficiary__last_name="Vandenberghe")
    text = read(feed).content.decode().replace("\r\n ", "")
    names = (beneficiary.last_name, "Vandenberghe", "Delacroix", cohort.coordinator.last_name)
    assert not [name for name in names if name in text]


def test_only_own_sessions_from_three_months_back_are_there(feed, cohort, session):
    SessionFactory(title="D'un autre groupe")
    SessionFactory(cohort=cohort, on=months_before(today(), 3), title="Juste assez récente")
    SessionFactory(
        cohort=cohort, on=months_before(today(), 3) - timedelta(days=1), title="Trop ancienne"
    )
    titles = {event["SUMMARY"] for event in independent(read(feed).content)}
    assert titles == {session.title, "Juste assez récente"}


@pytest.mark.parametrize("trait", ["waiting", "dropped"])
def test_who_waits_or_left_has_no_sessions(feed, beneficiary, trait):
    cohort = CohortFactory()
    SessionFactory(cohort=cohort)
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary, **{trait: True})
    assert independent(read(feed).content) == []


def test_who_completed_keeps_the_sessions_up_to_that_day(feed, beneficiary):
    cohort = CohortFactory()
    EnrolmentFactory(cohort=cohort, beneficiary=beneficiary, completed=True)
    SessionFactory(cohort=cohort, title="Le dernier jour")
    SessionFactory(cohort=cohort, on=today() + timedelta(days=1), title="Après")
    titles = [event["SUMMARY"] for event in independent(read(feed).content)]
    assert titles == ["Le dernier jour"]


def test_an_address_taken_back_answers_404(feed, beneficiary):
    revoke_feed(beneficiary=beneficiary, at=timezone.now())
    assert read(feed).status_code == 404


def test_the_address_of_a_closed_account_answers_404(feed, beneficiary):
    beneficiary.user.is_active = False
    beneficiary.user.save()
    assert read(feed).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "-" * 500])
def test_an_unknown_address_answers_404(db, token):
    assert Client().get(f"/agenda/{token}.ics").status_code == 404


def test_signing_in_changes_nothing(feed, session, client_of):
    path = reverse("training:feed", args=[feed.token])
    for user in (UserFactory(coach=True), UserFactory(administrator=True)):
        assert client_of(user).get(path).content == read(feed).content


def test_an_address_is_only_read(feed):
    assert Client().post(reverse("training:feed", args=[feed.token])).status_code == 405


def test_a_program_that_has_the_latest_calendar_is_told_so(feed, session):
    first = read(feed)
    assert read(feed, if_none_match=first["ETag"]).status_code == 304


def test_the_calendar_costs_the_same_with_many_sessions(feed, cohort, django_assert_num_queries):
    SessionFactory.create_batch(3, cohort=cohort)
    with django_assert_num_queries(4):
        read(feed)
    SessionFactory.create_batch(27, cohort=cohort)
    with django_assert_num_queries(4):
        assert len(independent(read(feed).content)) == 30
