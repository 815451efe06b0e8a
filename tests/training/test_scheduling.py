"""Sessions planned, moved and cancelled; cohorts that keep theirs."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
)
from tests.training.plans import ON, details, faults, times
from training.rules.weeks import instant
from training.services import (
    cancel_session,
    change_session,
    save_cohort,
    schedule_session,
    schedule_weekly,
)


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(on=ON, places=2, coordinator=coordinator)


@pytest.fixture
def session(cohort):
    return SessionFactory(cohort=cohort, on=ON)


class TestScheduling:
    def test_a_session_is_planned_by_someone(self, cohort, coordinator):
        session = schedule_session(cohort=cohort, by=coordinator, **times(), **details())
        session.refresh_from_db()
        assert (session.created_by, session.minutes, session.revision) == (coordinator, 180, 0)

    def test_a_session_outside_the_cohort_is_refused(self, cohort, coordinator):
        with pytest.raises(ValidationError) as refused:
            schedule_session(cohort=cohort, by=coordinator, **times(date(2027, 1, 4)), **details())
        assert set(faults(refused)) == {"day"}

    def test_a_session_over_midnight_is_refused(self, cohort, coordinator):
        end = instant(ON + timedelta(days=1), time(1))
        with pytest.raises(ValidationError, match="le même jour"):
            schedule_session(
                cohort=cohort, by=coordinator, **(times() | {"ends_at": end}), **details()
            )

    def test_a_weekly_session_skips_holidays_and_keeps_its_clock_time(self, coordinator):
        cohort = CohortFactory(starts_on=date(2026, 3, 23), ends_on=date(2026, 5, 1))
        planned = schedule_weekly(
            cohort=cohort,
            by=coordinator,
            until=date(2026, 4, 13),
            **times(date(2026, 3, 23)),
            **details(),
        )
        days = [timezone.localtime(session.starts_at) for session in planned]
        assert [moment.date().day for moment in days] == [23, 30, 13]
        assert {moment.hour for moment in days} == {9}, "also after the clocks change"

    def test_a_repetition_with_no_day_left_is_refused(self, coordinator):
        cohort = CohortFactory(starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 1))
        with pytest.raises(ValidationError, match="férié"):
            schedule_weekly(
                cohort=cohort,
                by=coordinator,
                until=date(2026, 4, 6),
                **times(date(2026, 4, 6)),
                **details(),
            )

    def test_each_change_grows_the_revision(self, session, coordinator):
        moved = change_session(
            session=session, by=coordinator, **times(starts=time(10)), **details()
        )
        assert moved.revision == 1
        again = change_session(session=moved, by=coordinator, **times(starts=time(10)), **details())
        assert again.revision == 1, "nothing differs"
        assert again.changed_at == moved.changed_at

    def test_a_cancelled_session_stays_as_it_is(self, session, coordinator):
        cancelled = cancel_session(session=session, by=coordinator, at=timezone.now())
        assert (cancelled.cancelled_by, cancelled.revision) == (coordinator, 1)
        again = cancel_session(session=session, by=coordinator, at=timezone.now())
        assert again.revision == 1
        with pytest.raises(ValidationError, match="annulée"):
            change_session(session=session, by=coordinator, **times(), **details())

    def test_a_session_with_hours_cannot_be_cancelled(self, session, coordinator):
        AttendanceFactory(session=session)
        with pytest.raises(ValidationError, match="elle ne peut plus être annulée"):
            cancel_session(session=session, by=coordinator, at=timezone.now())

    def test_full_presences_follow_the_length_of_the_session(self, session, coordinator):
        present = AttendanceFactory(session=session)
        absent = AttendanceFactory(session=session, absent=True)
        change_session(session=session, by=coordinator, **times(ends=time(11)), **details())
        present.refresh_from_db()
        absent.refresh_from_db()
        assert (present.minutes, absent.minutes) == (120, 0)

    def test_a_session_is_not_made_shorter_than_a_partial_presence(self, session, coordinator):
        AttendanceFactory(session=session, late=True)
        with pytest.raises(ValidationError) as refused:
            change_session(session=session, by=coordinator, **times(ends=time(11)), **details())
        assert set(faults(refused)) == {"ends"}


class TestCohorts:
    def test_places_taken_cannot_be_removed(self, cohort, coordinator):
        EnrolmentFactory.create_batch(2, cohort=cohort, on=ON)
        cohort.places = 1
        with pytest.raises(ValidationError) as refused:
            save_cohort(cohort=cohort, by=coordinator)
        assert faults(refused) == {
            "places": ["2\u00a0places déjà prises : gardez-en au moins autant."]
        }

    def test_the_days_keep_every_session_inside(self, cohort, session, coordinator):
        cohort.starts_on = ON + timedelta(days=1)
        with pytest.raises(ValidationError) as refused:
            save_cohort(cohort=cohort, by=coordinator)
        assert set(faults(refused)) == {"starts_on"}

    def test_a_new_cohort_is_created_by_someone(self, coordinator):
        blank = CohortFactory.build(programme=ProgrammeFactory(), coordinator=coordinator)
        assert save_cohort(cohort=blank, by=coordinator).created_by == coordinator
