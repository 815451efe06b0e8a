"""« Mes heures et indemnités »: followed, still to be paid, paid, as the payments have it."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    ClaimCorrectionFactory,
    ClaimFactory,
    CohortFactory,
    EnrolmentFactory,
    PaymentFactory,
    SessionFactory,
)
from training.queries.own_hours import own_hours_of
from training.rules.weeks import instant
from training.services import close_session, prepare_run, validate_run

MY_HOURS = reverse("training:my-hours")
pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(beneficiary, coordinator):
    cohort = CohortFactory(
        coordinator=coordinator, starts_on=date(2022, 11, 1), ends_on=date(2023, 6, 30)
    )
    BankAccountFactory(beneficiary=beneficiary)
    return EnrolmentFactory(cohort=cohort, beneficiary=beneficiary, enrolled_on=date(2022, 11, 1))


def followed(enrolment, day: date, hours: int) -> None:
    starts = instant(day, time(8))
    session = SessionFactory(
        cohort=enrolment.cohort, starts_at=starts, ends_at=starts + timedelta(hours=hours)
    )
    by = enrolment.cohort.coordinator
    AttendanceFactory(session=session, enrolment=enrolment, minutes=hours * 60, recorded_by=by)
    close_session(session=session, by=by, at=session.ends_at)


def test_what_is_to_be_paid_is_what_the_next_run_pays(enrolment, beneficiary, manager, client_of):
    """Ten hours of December at one euro, ten of January at two: thirty euros."""
    followed(enrolment, date(2022, 12, 5), 10)
    followed(enrolment, date(2023, 1, 9), 10)
    ClaimFactory(enrolment=enrolment, granted=True, spent_on=date(2023, 1, 9))
    spoilt = ClaimFactory(enrolment=enrolment, granted=True, spent_on=date(2023, 1, 10))
    ClaimCorrectionFactory(claim=spoilt, reason="Ticket d'un voisin")
    on = date(2023, 2, 3)
    before = own_hours_of(beneficiary, on)
    assert (before.due_eur, before.paid_eur) == (Decimal("42.50"), 0)
    assert [(each.month_on.month, each.minutes_due) for each in before.months] == [
        (1, 600),
        (12, 600),
    ]
    run = prepare_run(
        month=date(2023, 1, 1), execution_on=on, by=enrolment.cohort.coordinator, on=on
    )
    validate_run(run=run, by=manager, on=on)
    after = own_hours_of(beneficiary, on)
    assert (after.due_eur, after.paid_eur) == (0, before.due_eur)
    assert (after.minutes_due, after.minutes_total) == (0, 1200)
    page = client_of(beneficiary.user).get(MY_HOURS).content.decode()
    assert "Correction de −\xa012,50\xa0€ : Ticket d&#x27;un voisin" in page


def test_hours_of_a_session_that_is_not_closed_are_followed_and_not_counted_yet(
    enrolment, beneficiary, client_of
):
    followed(enrolment, date(2022, 12, 5), 10)
    starts = instant(date(2022, 12, 6), time(8))
    session = SessionFactory(
        cohort=enrolment.cohort, starts_at=starts, ends_at=starts + timedelta(hours=3)
    )
    AttendanceFactory(session=session, enrolment=enrolment, minutes=180)
    hours = own_hours_of(beneficiary, date(2022, 12, 7))
    assert (hours.minutes_total, hours.minutes_waiting) == (780, 180)
    assert [month.minutes for month in hours.months] == [600]
    assert "Pas encore comptées" in client_of(beneficiary.user).get(MY_HOURS).content.decode()


def test_the_page_shows_the_own_payments_and_their_statements(
    client_of, beneficiary, other_beneficiary, enrolment
):
    mine = PaymentFactory(enrolment=enrolment, run__validated=True)
    draft = PaymentFactory(enrolment=enrolment, run__draft=True, hours_eur=Decimal("77.00"))
    theirs = PaymentFactory(enrolment__beneficiary=other_beneficiary, run=mine.run)
    phone = client_of(beneficiary.user)
    shown = phone.get(MY_HOURS).content.decode()
    assert reverse("training:statement", args=[mine.pk]) in shown
    for other in (draft, theirs):
        assert reverse("training:statement", args=[other.pk]) not in shown
        assert phone.get(reverse("training:statement", args=[other.pk])).status_code == 404
    assert "77,00" not in shown
    assert phone.get(reverse("training:statement", args=[mine.pk])).status_code == 200


def test_many_months_ask_as_often_as_one(enrolment, beneficiary, django_assert_num_queries):
    for number in (1, 4):
        for week in range(number):
            followed(enrolment, date(2023, number, 2) + timedelta(weeks=week), 2)
            ClaimCorrectionFactory(claim__enrolment=enrolment)
        with django_assert_num_queries(10):
            own_hours_of(beneficiary, date(2023, 6, 1))
