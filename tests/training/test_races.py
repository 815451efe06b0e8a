"""Two at once, on a real database: one wins, the other is told."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import (
    BeneficiaryFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
    UserFactory,
)
from tests.training.plans import ENROLLED, ON, WAITING
from training.enums import AttendanceState
from training.services import (
    Line,
    enrol,
    move_enrolment,
    record_attendance,
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
