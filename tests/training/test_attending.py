"""Presences of a session, hours summed, and the private address."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training.plans import ON
from training.enums import AttendanceState, EnrolmentStatus
from training.models import CalendarFeed
from training.queries.hours import minutes_between, minutes_of
from training.queries.participants import participants_of
from training.rules.weeks import month_bounds
from training.services import (
    Line,
    move_enrolment,
    open_feed,
    record_attendance,
    revoke_feed,
)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(on=ON, places=2, coordinator=coordinator)


@pytest.fixture
def session(cohort):
    return SessionFactory(cohort=cohort, on=ON)


class TestAttendance:
    def record(self, session, *lines, on=ON):
        by = session.cohort.coordinator
        return record_attendance(session=session, lines=lines, by=by, on=on)

    def test_a_list_is_saved_whole_and_only_what_differs_is_written(self, session):
        one, two = EnrolmentFactory.create_batch(2, cohort=session.cohort, on=ON)
        lines = [
            Line(one.pk, AttendanceState.PRESENT, 180),
            Line(two.pk, AttendanceState.LATE, 150),
        ]
        assert self.record(session, *lines) == 2
        lines[1] = Line(two.pk, AttendanceState.EXCUSED, 0)
        assert self.record(session, *lines) == 1
        noted = session.attendances.values_list("enrolment", "state", "minutes")
        assert set(noted) == {(one.pk, "present", 180), (two.pk, "excused", 0)}

    def test_one_wrong_line_saves_nothing(self, session):
        one, two = EnrolmentFactory.create_batch(2, cohort=session.cohort, on=ON)
        with pytest.raises(ValidationError, match="La séance dure"):
            self.record(
                session,
                Line(one.pk, AttendanceState.PRESENT, 180),
                Line(two.pk, AttendanceState.LATE, 999),
            )
        assert not session.attendances.exists()

    def test_someone_of_another_cohort_cannot_be_noted(self, session):
        stranger = EnrolmentFactory(on=ON)
        with pytest.raises(ValidationError, match="ne suit pas cette séance"):
            self.record(session, Line(stranger.pk, AttendanceState.PRESENT, 180))

    def test_a_session_to_come_cannot_be_noted(self, session):
        with pytest.raises(ValidationError, match="pas encore eu lieu"):
            self.record(session, on=ON - timedelta(days=1))

    def test_a_cancelled_session_cannot_be_noted(self, cohort):
        with pytest.raises(ValidationError, match="annulée"):
            self.record(SessionFactory(cohort=cohort, on=ON, cancelled=True))

    def test_the_list_holds_those_of_the_day(self, session, coordinator):
        def enrolled(**traits):
            return EnrolmentFactory(cohort=session.cohort, on=ON, **traits)

        here = enrolled()
        enrolled(enrolled_on=ON + timedelta(days=1))
        enrolled(waiting=True)
        completed_that_day = enrolled(completed=True)
        enrolled(completed=True, ended_on=ON - timedelta(days=1))
        never_had_a_place = enrolled(waiting=True)
        left_that_day = enrolled()
        for leaver in (never_had_a_place, left_that_day):
            move_enrolment(
                enrolment=leaver,
                to=EnrolmentStatus.DROPPED,
                moved_on=ON,
                reason="Travaille",
                by=coordinator,
                on=ON,
            )
        assert set(participants_of(session)) == {here, completed_that_day, left_that_day}

    def test_who_was_noted_stays_on_the_list(self, session):
        gone = EnrolmentFactory(
            cohort=session.cohort, on=ON, dropped=True, ended_on=ON - timedelta(days=3)
        )
        AttendanceFactory(session=session, enrolment=gone)
        assert set(participants_of(session)) == {gone}


class TestHours:
    def test_minutes_are_summed_per_person_and_month(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        for day, minutes in ((date(2026, 2, 28), 60), (date(2026, 3, 1), 90), (ON, 180)):
            session = SessionFactory(cohort=cohort, on=day)
            AttendanceFactory(session=session, enrolment=enrolment, minutes=minutes)
        AttendanceFactory(session=SessionFactory(cohort=cohort, on=ON))
        person = enrolment.beneficiary
        assert minutes_of(person) == 330
        assert minutes_between(person, *month_bounds(ON)) == 270

    def test_a_person_without_presences_followed_nothing(self, beneficiary):
        assert minutes_of(beneficiary) == 0


class TestFeeds:
    def test_a_person_has_one_live_address(self, beneficiary):
        assert open_feed(beneficiary=beneficiary) == open_feed(beneficiary=beneficiary)

    def test_an_address_taken_back_is_replaced_by_another(self, beneficiary):
        first = open_feed(beneficiary=beneficiary)
        assert revoke_feed(beneficiary=beneficiary, at=timezone.now())
        assert not revoke_feed(beneficiary=beneficiary, at=timezone.now())
        assert open_feed(beneficiary=beneficiary).token != first.token
        assert CalendarFeed.objects.count() == 2
