"""From closed sessions to payments: every total recomputed from the raw presences."""

from collections import defaultdict
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    ClaimFactory,
    CohortFactory,
    EnrolmentFactory,
    SessionFactory,
)
from tests.training import recompute
from training.enums import AttendanceState, Measure, RunStatus
from training.models import Claim, LedgerLine, Payment, PaymentRun, Rate, Session
from training.queries.allowances import overpaid
from training.rules.weeks import instant
from training.services import (
    close_session,
    correct_hours,
    discard_run,
    prepare_run,
    validate_run,
)
from training.services.claims import correct_claim

ON = date(2023, 2, 3)
JANUARY, FEBRUARY = date(2023, 1, 1), date(2023, 2, 1)
LATER = date(2023, 3, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(coordinator):
    return _cohort(coordinator)


def _cohort(coordinator):
    return CohortFactory(
        coordinator=coordinator, starts_on=date(2022, 11, 1), ends_on=date(2023, 6, 30), places=99
    )


@pytest.fixture
def enrolment(cohort):
    return _enrolled(cohort)


def _enrolled(cohort, **changes):
    enrolment = EnrolmentFactory(cohort=cohort, enrolled_on=date(2022, 11, 1), **changes)
    BankAccountFactory(beneficiary=enrolment.beneficiary)
    return enrolment


def _followed(cohort, enrolments, day, hours, minutes=None, state=AttendanceState.PRESENT):
    """A closed session of that day; `minutes` when less than the whole was followed."""
    starts = instant(day, time(8))
    session = SessionFactory(
        cohort=cohort, starts_at=starts, ends_at=starts + timedelta(hours=hours)
    )
    for enrolment in enrolments:
        AttendanceFactory(
            session=session,
            enrolment=enrolment,
            state=state,
            minutes=hours * 60 if minutes is None else minutes,
            recorded_by=cohort.coordinator,
        )
    close_session(session=session, by=cohort.coordinator, at=session.ends_at)
    return session


def _days(first, count):
    return [first + timedelta(days=number) for number in range(count)]


def _pay(month, by, other, on=ON):
    run = prepare_run(month=month, execution_on=on, by=by, on=on)
    return validate_run(run=run, by=other, on=on)


def _recomputed(until):
    """Per enrolment, from the presences alone: minutes times the rate of their day, to the cent."""
    rates = list(Rate.objects.filter(code="hour").values_list("valid_from", "valid_to", "value"))
    exact = defaultdict(Fraction)
    for session in Session.objects.prefetch_related("attendances"):
        day = session.starts_at.astimezone(instant(until).tzinfo).date()
        if not session.closed_at or day > until:
            continue
        (rate,) = [
            value for since, last, value in rates if since <= day and (last is None or day <= last)
        ]
        for row in session.attendances.all():
            exact[row.enrolment_id] += Fraction(rate) * row.minutes / 60
    return {key: Decimal(round(value * 100 + Fraction(1, 10**9))) / 100
            for key, value in exact.items() if value}  # fmt: skip


def _paid():
    found = defaultdict(Decimal)
    for payment in Payment.objects.filter(run__status=RunStatus.VALIDATED):
        found[payment.enrolment_id] += payment.hours_eur
    return dict(found)


def _asked_costs():
    """Per enrolment: euros that the decisions and corrections leave, and euros that were paid."""
    with connection.cursor() as cursor:
        cursor.execute(recompute.COSTS)
        return {enrolment: (held, paid) for enrolment, held, paid in cursor.fetchall()}


class TestTheRateOfTheDay:
    def test_sixty_hours_of_december_and_forty_of_january_pay_140_euros(
        self, cohort, enrolment, coordinator, manager
    ):
        for day in _days(date(2022, 12, 5), 10):
            _followed(cohort, [enrolment], day, 6)
        for day in _days(date(2023, 1, 9), 5):
            _followed(cohort, [enrolment], day, 8)
        run = _pay(JANUARY, coordinator, manager)
        payment = run.payments.get()
        assert (payment.total_eur, payment.minutes) == (Decimal("140.00"), 6000)
        assert [(line["month"], line["minutes"], line["eur"]) for line in payment.content] == [
            ("2022-12-01", 3600, "60.00"),
            ("2023-01-01", 2400, "80.00"),
        ]
        assert _paid() == _recomputed(date(2023, 1, 31))

    def test_a_session_of_the_last_night_of_the_year_is_at_the_rate_of_its_first_day(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2022, 12, 31), 10)
        assert _pay(JANUARY, coordinator, manager).payments.get().total_eur == Decimal(10)

    def test_an_uncertain_withholding_is_not_applied_and_a_confirmed_one_is(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        Rate.objects.filter(code="withholding").update(is_certain=True)
        payment = _pay(JANUARY, coordinator, manager).payments.get()
        assert payment.withheld_eur == Decimal("1.76")
        assert payment.total_eur == Decimal("14.24")

    def test_hours_without_a_rate_stop_the_run(self, cohort, enrolment, coordinator):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        Rate.objects.filter(code="hour", valid_from=date(2023, 1, 1)).update(is_certain=False)
        with pytest.raises(ValidationError, match="janvier 2023"):
            prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        assert not PaymentRun.objects.exists()


class TestNothingIsPaidTwice:
    def test_a_second_run_of_the_same_month_finds_nothing(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)

    def test_a_correction_after_a_payment_is_a_difference_in_the_next(
        self, cohort, enrolment, coordinator, manager
    ):
        first = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        correct_hours(
            session=first, enrolment=enrolment, state=AttendanceState.LATE, minutes=420,
            reason="Arrivée à 9 h", by=coordinator,
        )  # fmt: skip
        _followed(cohort, [enrolment], date(2023, 2, 6), 8)
        payment = _pay(FEBRUARY, coordinator, manager, LATER).payments.get()
        assert (payment.minutes, payment.total_eur) == (420, Decimal("14.00"))
        assert [line["minutes"] for line in payment.content] == [-60, 480]
        assert _paid() == _recomputed(date(2023, 2, 28))

    def test_hours_paid_too_much_wait_until_something_is_owed(
        self, cohort, enrolment, coordinator, manager
    ):
        first = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        correct_hours(
            session=first, enrolment=enrolment, state=AttendanceState.ABSENT, minutes=0,
            reason="Autre personne", by=coordinator,
        )  # fmt: skip
        _followed(cohort, [enrolment], date(2023, 2, 6), 6)
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=FEBRUARY, execution_on=LATER, by=coordinator, on=LATER)
        _followed(cohort, [enrolment], date(2023, 3, 6), 8)
        on = date(2023, 4, 3)
        payment = _pay(date(2023, 3, 1), coordinator, manager, on).payments.get()
        assert payment.total_eur == Decimal("12.00")
        assert _paid() == _recomputed(date(2023, 3, 31))

    def test_a_run_given_up_pays_nothing_and_the_next_pays_all(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        discard_run(run=run, by=coordinator)
        assert _pay(JANUARY, coordinator, manager).payments.get().total_eur == Decimal(16)

    def test_thirds_of_a_cent_never_add_up_to_a_cent(self, cohort, enrolment, coordinator, manager):
        """Ten minutes at two euros are a third of a euro: three runs pay one euro, not 0.99."""
        for month, on in [(1, ON), (2, LATER), (3, date(2023, 4, 3))]:
            day = date(2023, month, 10)
            _followed(cohort, [enrolment], day, 1, 10, AttendanceState.LATE)
            _pay(day.replace(day=1), coordinator, manager, on)
        assert _paid() == {enrolment.pk: Decimal("1.00")}


class TestWhoAndWhen:
    def test_the_one_who_prepared_does_not_validate(self, cohort, enrolment, coordinator):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        with pytest.raises(ValidationError, match="autre personne"):
            validate_run(run=run, by=coordinator, on=ON)

    def test_what_changed_since_is_read_again_first(self, cohort, enrolment, coordinator, manager):
        session = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        correct_hours(
            session=session, enrolment=enrolment, state=AttendanceState.LATE, minutes=400,
            reason="Retard", by=coordinator,
        )  # fmt: skip
        with pytest.raises(ValidationError, match="recalculez"):
            validate_run(run=run, by=manager, on=ON)
        assert not LedgerLine.objects.filter(measure=Measure.PAID).exists()

    def test_a_month_that_runs_is_not_paid(self, cohort, enrolment, coordinator):
        with pytest.raises(ValidationError, match="pas terminé"):
            prepare_run(month=FEBRUARY, execution_on=ON, by=coordinator, on=ON)

    def test_a_month_without_hours_pays_nobody(self, cohort, enrolment, coordinator):
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)

    def test_without_an_account_the_person_waits(self, cohort, coordinator, manager):
        with_account = _enrolled(cohort)
        without = EnrolmentFactory(cohort=cohort, enrolled_on=date(2022, 11, 1))
        _followed(cohort, [with_account, without], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        assert set(_paid()) == {with_account.pk}
        BankAccountFactory(beneficiary=without.beneficiary)
        _pay(JANUARY, coordinator, manager)
        assert _paid() == _recomputed(date(2023, 1, 31))

    def test_only_one_run_is_in_preparation(self, cohort, enrolment, coordinator):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        with pytest.raises(ValidationError, match="déjà en préparation"):
            prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)


class TestCosts:
    def test_granted_costs_are_paid_once_with_the_hours(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
        ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 10), on=ON)
        payment = _pay(JANUARY, coordinator, manager).payments.get()
        assert (payment.claims_eur, payment.total_eur) == (Decimal("12.50"), Decimal("28.50"))
        assert Claim.objects.to_pay().count() == 0
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)

    def test_a_correction_after_the_payment_is_a_difference_in_the_next_one(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        claim = ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
        _pay(JANUARY, coordinator, manager)
        correct_claim(claim=claim, corrected_eur=Decimal(4), reason="Un trajet", by=manager)
        assert [row.costs_over_eur for row in overpaid(manager)] == [Decimal("8.50")]
        _followed(cohort, [enrolment], date(2023, 2, 6), 8)
        payment = _pay(FEBRUARY, coordinator, manager, LATER).payments.get()
        assert (payment.claims_eur, payment.total_eur) == (Decimal("-8.50"), Decimal("7.50"))
        assert payment.claim_corrections.get().claim == claim
        assert not overpaid(manager)
        assert _asked_costs() == {enrolment.pk: (Decimal(4), Decimal(4))}
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=FEBRUARY, execution_on=LATER, by=coordinator, on=LATER)

    def test_a_correction_before_the_payment_goes_with_it(
        self, cohort, enrolment, coordinator, manager
    ):
        first, second = (
            ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, day), granted=True, on=ON)
            for day in (9, 10)
        )
        correct_claim(claim=first, corrected_eur=Decimal(0), reason="Double", by=manager)
        payment = _pay(JANUARY, coordinator, manager).payments.get()
        assert payment.total_eur == second.granted_eur
        assert _asked_costs() == {enrolment.pk: (second.granted_eur, second.granted_eur)}

    def test_more_taken_back_than_is_owed_waits(self, cohort, enrolment, coordinator, manager):
        claim = ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
        _pay(JANUARY, coordinator, manager)
        correct_claim(claim=claim, corrected_eur=Decimal(0), reason="Double", by=manager)
        _followed(cohort, [enrolment], date(2023, 2, 6), 5)
        with pytest.raises(ValidationError, match="rien à payer"):
            prepare_run(month=FEBRUARY, execution_on=LATER, by=coordinator, on=LATER)
        _followed(cohort, [enrolment], date(2023, 2, 7), 5)
        payment = _pay(FEBRUARY, coordinator, manager, LATER).payments.get()
        assert (payment.hours_eur, payment.total_eur) == (Decimal(20), Decimal("7.50"))

    def test_one_written_after_the_preparation_asks_to_prepare_anew(
        self, cohort, enrolment, coordinator, manager
    ):
        claim = ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        correct_claim(claim=claim, corrected_eur=Decimal(3), reason="Un trajet", by=manager)
        with pytest.raises(ValidationError, match="recalculez"):
            validate_run(run=run, by=manager, on=ON)

    def test_a_run_asks_as_often_for_ten_persons_as_for_two(
        self, coordinator, manager, django_assert_max_num_queries
    ):
        counts = []
        for persons, month, on in ((2, JANUARY, ON), (10, FEBRUARY, LATER)):
            cohort = _cohort(coordinator)
            enrolments = [_enrolled(cohort) for _ in range(persons)]
            _followed(cohort, enrolments, month, 8)
            for enrolment in enrolments:
                ClaimFactory(enrolment=enrolment, spent_on=month, granted=True, on=on)
            with django_assert_max_num_queries(40) as asked:
                _pay(month, coordinator, manager, on)
            counts.append(len(asked))
        assert counts[0] == counts[1]
        assert Claim.objects.count() == 12
        assert all(
            claim.payment.enrolment_id == claim.enrolment_id
            for claim in Claim.objects.select_related("payment")
        )
