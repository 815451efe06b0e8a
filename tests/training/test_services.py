"""Places and waiting list, moments of sessions, presences and the private address."""

from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from tests.factories import (
    AttendanceFactory,
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    UserFactory,
)
from training.enums import AttendanceState, EnrolmentStatus, SessionKind
from training.models import CalendarFeed, Enrolment
from training.queries.hours import minutes_between, minutes_of
from training.queries.participants import participants_of
from training.rules.weeks import instant, month_bounds
from training.services import (
    Line,
    cancel_session,
    change_session,
    enrol,
    move_enrolment,
    open_feed,
    record_attendance,
    revoke_feed,
    save_cohort,
    schedule_session,
    schedule_weekly,
)

ON = date(2026, 3, 10)
ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(on=ON, places=2, coordinator=coordinator)


@pytest.fixture
def session(cohort):
    return SessionFactory(cohort=cohort, on=ON)


def faults(refused) -> dict[str, list[str]]:
    return refused.value.message_dict


def details(**changes) -> dict:
    return {
        "kind": SessionKind.THEORY,
        "title": "Hygiène",
        "place": "Charleroi",
        "room": "",
        "trainer": "",
        "directions": "",
        "to_bring": "",
    } | changes


def times(day: date = ON, starts: time = time(9), ends: time = time(12)) -> dict:
    return {"starts_at": instant(day, starts), "ends_at": instant(day, ends)}


class TestEnrolling:
    def test_a_full_cohort_puts_new_persons_on_the_waiting_list(self, cohort, coordinator):
        entered = [
            enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON).status
            for _ in range(3)
        ]
        assert entered == [ENROLLED, ENROLLED, WAITING]

    def test_who_enrols_is_kept(self, cohort, coordinator):
        enrolment = enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON)
        assert (enrolment.created_by, enrolment.enrolled_on) == (coordinator, ON)
        event = Enrolment.pgh_event_model.objects.get(pgh_obj=enrolment)
        assert event.pgh_context.metadata["user"] == coordinator.pk

    def test_a_person_enters_a_cohort_once(self, cohort, coordinator):
        person = EnrolmentFactory(cohort=cohort, on=ON).beneficiary
        with pytest.raises(ValidationError) as refused:
            enrol(cohort=cohort, beneficiary=person, by=coordinator, on=ON)
        assert faults(refused) == {
            "beneficiary": ["Cette personne est déjà inscrite dans ce groupe."]
        }

    @pytest.mark.parametrize(
        ("day", "on"),
        [
            pytest.param(ON + timedelta(days=1), ON, id="tomorrow"),
            pytest.param(ON + timedelta(days=61), ON + timedelta(days=61), id="after the end"),
        ],
    )
    def test_nobody_enters_on_an_impossible_day(self, cohort, coordinator, day, on):
        with pytest.raises(ValidationError) as refused:
            enrol(
                cohort=cohort,
                beneficiary=BeneficiaryFactory(),
                by=coordinator,
                on=on,
                enrolled_on=day,
            )
        assert set(faults(refused)) == {"enrolled_on"}

    def test_the_waiting_list_goes_before_a_newcomer(self, cohort, coordinator):
        EnrolmentFactory(cohort=cohort, on=ON)
        EnrolmentFactory(cohort=cohort, on=ON, waiting=True)
        new = enrol(cohort=cohort, beneficiary=BeneficiaryFactory(), by=coordinator, on=ON)
        assert new.status == WAITING


class TestMoving:
    def test_from_the_list_to_a_free_place_counts_from_that_day(self, cohort, coordinator):
        waiting = EnrolmentFactory(cohort=cohort, on=ON, waiting=True)
        moved = move_enrolment(enrolment=waiting, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert (moved.status, moved.enrolled_on) == (ENROLLED, ON)

    @pytest.mark.parametrize("trait", ["waiting", "dropped"])
    def test_nobody_enters_a_full_cohort(self, cohort, coordinator, trait):
        EnrolmentFactory.create_batch(2, cohort=cohort, on=ON)
        outside = EnrolmentFactory(cohort=cohort, on=ON, **{trait: True})
        with pytest.raises(ValidationError) as refused:
            move_enrolment(enrolment=outside, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert faults(refused) == {"status": ["Le groupe est complet : libérez d'abord une place."]}

    def test_a_full_cohort_lets_a_mistaken_end_be_undone(self, cohort, coordinator):
        """Whoever completed still has the place."""
        EnrolmentFactory(cohort=cohort, on=ON)
        completed = EnrolmentFactory(cohort=cohort, on=ON, completed=True)
        moved = move_enrolment(enrolment=completed, to=ENROLLED, moved_on=ON, by=coordinator, on=ON)
        assert (moved.status, moved.ended_on) == (ENROLLED, None)

    def test_dropping_out_keeps_the_day_and_the_reason(self, cohort, coordinator):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        moved = move_enrolment(
            enrolment=enrolment,
            to=EnrolmentStatus.DROPPED,
            moved_on=ON,
            reason=" Déménage à Namur ",
            by=coordinator,
            on=ON,
        )
        assert (moved.ended_on, moved.end_reason) == (ON, "Déménage à Namur")

    def test_dropping_out_needs_a_reason(self, cohort, coordinator):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        with pytest.raises(ValidationError) as refused:
            move_enrolment(
                enrolment=enrolment,
                to=EnrolmentStatus.DROPPED,
                moved_on=ON,
                by=coordinator,
                on=ON,
            )
        assert set(faults(refused)) == {"reason"}

    def test_the_database_keeps_the_end_with_the_state(self, cohort):
        enrolment = EnrolmentFactory(cohort=cohort, on=ON)
        enrolment.status = EnrolmentStatus.COMPLETED
        with pytest.raises(IntegrityError):
            enrolment.save()


def race(*deeds) -> list:
    """Do the deeds at the same moment, each on its own connection; what each returned or raised."""
    start, results = Barrier(len(deeds)), [None] * len(deeds)

    def run(index, deed):
        try:
            start.wait(timeout=10)
            results[index] = deed()
        except ValidationError as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(index, deed)) for index, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_the_last_place_goes_to_one_of_two(self):
        by = UserFactory(coordinator=True)
        for _ in range(5):
            cohort = CohortFactory(on=ON, places=1)
            persons = BeneficiaryFactory.create_batch(2)
            entered = race(
                *(
                    lambda person=person, cohort=cohort: enrol(
                        cohort=cohort, beneficiary=person, by=by, on=ON
                    )
                    for person in persons
                )
            )
            assert sorted(enrolment.status for enrolment in entered) == [ENROLLED, WAITING]

    def test_the_same_person_enrolled_twice_at_once_is_enrolled_once(self):
        by, cohort = UserFactory(coordinator=True), CohortFactory(on=ON)
        person = BeneficiaryFactory()
        results = race(
            *[lambda: enrol(cohort=cohort, beneficiary=person, by=by, on=ON) for _ in range(2)]
        )
        assert sorted(isinstance(result, ValidationError) for result in results) == [False, True]
        assert cohort.enrolments.count() == 1

    def test_two_who_wait_cannot_take_the_same_free_place(self):
        by = UserFactory(coordinator=True)
        for _ in range(5):
            cohort = CohortFactory(on=ON, places=1)
            waiting = EnrolmentFactory.create_batch(2, cohort=cohort, on=ON, waiting=True)
            results = race(
                *(
                    lambda enrolment=enrolment: move_enrolment(
                        enrolment=enrolment, to=ENROLLED, moved_on=ON, by=by, on=ON
                    )
                    for enrolment in waiting
                )
            )
            refused = sorted(isinstance(result, ValidationError) for result in results)
            assert refused == [False, True]

    def test_two_lists_of_the_same_session_leave_one_line_per_person(self):
        session = SessionFactory(on=ON)
        enrolment = EnrolmentFactory(cohort=session.cohort, on=ON)
        by = session.cohort.coordinator
        lines = [
            [Line(enrolment.pk, AttendanceState.PRESENT, 180)],
            [Line(enrolment.pk, AttendanceState.ABSENT, 0)],
        ]
        race(
            *(
                lambda line=line: record_attendance(session=session, lines=line, by=by, on=ON)
                for line in lines
            )
        )
        assert session.attendances.count() == 1


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
