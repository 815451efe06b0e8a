"""Every page asks the database as often for three rows as for thirty, and at most twelve times."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from mirec.core.periods import today
from tests.factories import AttendanceFactory, CohortFactory, EnrolmentFactory, SessionFactory
from training.rules.weeks import instant

BUDGET = 12


@pytest.fixture
def count_queries(client_of, django_assert_max_num_queries):
    def count(user, path: str) -> int:
        browser = client_of(user)
        with django_assert_max_num_queries(BUDGET) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    return count


def grow(rows: int, **of_cohort) -> None:
    """As many cohorts, and in one of them as many persons, sessions and presences."""
    CohortFactory.create_batch(rows, **of_cohort)
    cohort = CohortFactory(**of_cohort)
    EnrolmentFactory.create_batch(rows, cohort=cohort)
    for session in SessionFactory.create_batch(rows, cohort=cohort):
        AttendanceFactory(session=session, enrolment=cohort.enrolments.first())


@pytest.mark.parametrize("name", ["programme-list", "calendar"])
def test_lists_ask_as_often_for_thirty_as_for_three(count_queries, coordinator, name):
    path = reverse(f"training:{name}")
    grow(3)
    few = count_queries(coordinator, path)
    grow(27)
    assert count_queries(coordinator, path) == few


def test_a_programme_with_many_cohorts_costs_the_same(count_queries, coordinator):
    cohort = CohortFactory()
    path = cohort.programme.get_absolute_url()
    grow(3, programme=cohort.programme)
    few = count_queries(coordinator, path)
    grow(27, programme=cohort.programme)
    assert count_queries(coordinator, path) == few


@pytest.mark.parametrize("name", ["cohort-detail", "attendance"])
def test_a_cohort_with_many_persons_costs_the_same(count_queries, coordinator, name):
    cohort = CohortFactory()
    session = SessionFactory(cohort=cohort)
    path = reverse(f"training:{name}", args=[cohort.pk if name == "cohort-detail" else session.pk])
    for rows in (3, 27):
        EnrolmentFactory.create_batch(rows, cohort=cohort)
        SessionFactory.create_batch(rows, cohort=cohort)
        for enrolment in cohort.enrolments.exclude(attendances__session=session):
            AttendanceFactory(session=session, enrolment=enrolment)
        count = count_queries(coordinator, path)
        if rows == 3:
            few = count
    assert count == few


@pytest.mark.parametrize("page", ["my-week", "panel"])
def test_a_person_s_pages_cost_the_same(count_queries, coach, beneficiary, page):
    user = coach if page == "panel" else beneficiary.user
    args = [beneficiary.pk] if page == "panel" else []
    path = reverse(f"training:{page}", args=args)
    for rows in (3, 27):
        for number in range(rows):
            cohort = CohortFactory()
            enrolment = EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
            starts_at = instant(today(), time(rows % 20)) + timedelta(minutes=number)
            session = SessionFactory(
                cohort=cohort, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=1)
            )
            AttendanceFactory(session=session, enrolment=enrolment)
        count = count_queries(user, path)
        if rows == 3:
            few = count
    assert count == few
