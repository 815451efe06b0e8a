"""Two at once, on a real database: one wins, the other is told."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    UserFactory,
)
from tests.training.plans import ENROLLED, ON, WAITING, details, times
from training.enums import AttendanceState, Measure
from training.models import LedgerLine, Session
from training.services import (
    Line,
    close_session,
    enrol,
    move_enrolment,
    prepare_run,
    record_attendance,
    schedule_session,
    validate_run,
)


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

    def test_two_coordinators_book_the_same_room_and_one_gets_a_sentence(self):
        for number in range(10):
            cohorts = CohortFactory.create_batch(2, on=ON)
            where = details(room=f"Atelier {number}")
            booked = race(
                *(
                    lambda cohort=cohort, where=where: schedule_session(
                        cohort=cohort, by=cohort.coordinator, **where, **times()
                    )
                    for cohort in cohorts
                )
            )
            (refused,) = [each for each in booked if isinstance(each, ValidationError)]
            assert "est déjà pris" in refused.message_dict["room"][0]
            assert Session.objects.filter(room=where["room"]).count() == 1

    def test_two_who_validate_the_same_payments_pay_once(self, settings):
        settings.SEPA_DEBTOR_IBAN = "BE68539007547034"
        month, after = date(2023, 1, 1), date(2023, 2, 3)
        cohort = CohortFactory(starts_on=month, ends_on=date(2023, 6, 30))
        enrolment = EnrolmentFactory(cohort=cohort, enrolled_on=month)
        BankAccountFactory(beneficiary=enrolment.beneficiary)
        session = SessionFactory(cohort=cohort, on=month + timedelta(days=9))
        AttendanceFactory(session=session, enrolment=enrolment)
        close_session(session=session, by=cohort.coordinator, at=session.ends_at)
        run = prepare_run(month=month, execution_on=after, by=cohort.coordinator, on=after)
        validated = race(
            *(
                lambda by=by: validate_run(run=run, by=by, on=after)
                for by in UserFactory.create_batch(2, manager=True)
            )
        )
        assert sorted(isinstance(each, ValidationError) for each in validated) == [False, True]
        paid = LedgerLine.objects.filter(measure=Measure.PAID)
        assert [row.minutes for row in paid] == [180]
