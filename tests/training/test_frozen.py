"""What is closed, decided or paid: the database itself refuses to change it, whoever asks."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    ClaimCorrectionFactory,
    ClaimFactory,
    EnrolmentFactory,
    LedgerLineFactory,
    PaymentFactory,
    PaymentRunFactory,
    SessionAnswerFactory,
    SessionFactory,
)
from tests.training.test_paying import JANUARY, ON, _followed, _pay, cohort, enrolment
from training.models import Attendance, BankAccount, Claim, ClaimCorrection, PaymentRun, Session
from training.rules.weeks import instant

__all__ = ["cohort", "enrolment"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cohort, enrolment):
    return _followed(cohort, [enrolment], date(2023, 1, 9), 8)


@pytest.fixture
def run(session, enrolment, coordinator, manager):
    ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
    return _pay(JANUARY, coordinator, manager)


def refused(deed, error=DatabaseError) -> bool:
    with pytest.raises(error), transaction.atomic():
        deed()
    return True


class TestAClosedSession:
    @pytest.mark.parametrize(
        "changes",
        [
            {"starts_at": instant(ON, time(9))},
            {"closed_at": None, "closed_by": None},
            {"kind": "exam"},
        ],
        ids=["moved", "opened again", "another kind"],
    )
    def test_stays_when_it_was(self, session, changes):
        assert refused(lambda: Session.objects.filter(pk=session.pk).update(**changes))

    def test_may_be_told_otherwise(self, session):
        assert Session.objects.filter(pk=session.pk).update(title="Hygiène", to_bring="Un stylo")

    def test_keeps_its_presences(self, session, enrolment, cohort):
        presences = Attendance.objects.filter(session=session)
        assert refused(lambda: presences.update(minutes=60))
        other = EnrolmentFactory(cohort=cohort)
        assert refused(lambda: AttendanceFactory(session=session, enrolment=other))


class TestAPaidRun:
    def test_stays_with_its_file_its_sums_and_its_payments(self, run):
        assert refused(lambda: PaymentRun.objects.update(file="<Document/>"))
        assert refused(lambda: PaymentRun.objects.update(execution_on=ON + timedelta(days=1)))
        assert refused(lambda: run.payments.update(holder="Quelqu'un d'autre"))
        assert refused(lambda: run.payments.all().delete())

    def test_one_without_a_payment_is_not_removed_either(self):
        run = PaymentRunFactory(validated=True)
        assert refused(run.delete)

    def test_pays_a_session_of_somebody_once(self, run, session, enrolment):
        again = {"run": run, "measure": "paid", "session": session, "enrolment": enrolment}
        assert refused(lambda: LedgerLineFactory(**again), IntegrityError)

    def test_says_accounts_to_nobody_who_reads_the_database(self, run):
        with connection.cursor() as cursor:
            cursor.execute("SELECT file FROM training_paymentrun WHERE id = %s", [run.pk])
            (written,) = cursor.fetchone()
        assert "<Document" in run.file
        assert run.payments.get().iban in run.file
        assert "<" not in written

    def test_in_preparation_may_still_change(self):
        payment = PaymentFactory(run=PaymentRunFactory(draft=True))
        payment.delete()
        assert not payment.run.payments.exists()


class TestCosts:
    def test_decided_ones_stay_decided_and_paid_ones_paid(self, run):
        assert Claim.objects.get().payment_id
        assert refused(lambda: Claim.objects.update(granted_eur=1, refusal="Moins"))
        assert refused(lambda: Claim.objects.update(payment=None))
        assert refused(lambda: Claim.objects.all().delete())

    def test_a_correction_stays_and_leaves_neither_less_than_nothing_nor_more_than_asked(self):
        line = ClaimCorrectionFactory(eur=Decimal(-5))
        rows = ClaimCorrection.objects.filter(pk=line.pk)
        assert refused(lambda: rows.update(eur=Decimal(-4)))
        assert refused(lambda: rows.delete())
        for eur in ("-7.51", "5.01", "0"):
            deed = ClaimCorrectionFactory.create
            assert refused(lambda: deed(claim=line.claim, eur=Decimal(eur)), IntegrityError)  # noqa: B023
        assert refused(lambda: deed(claim=ClaimFactory(), eur=Decimal(-1)), IntegrityError)

    def test_asked_ones_may_still_go(self):
        ClaimFactory(on=ON)
        assert Claim.objects.all().delete()[0]


def test_an_account_is_written_once(enrolment):
    row = BankAccountFactory(beneficiary=enrolment.beneficiary)
    change = BankAccount.objects.filter(pk=row.pk).update
    assert refused(lambda: change(iban="BE68539007547034"))


def test_what_is_said_of_a_session_is_of_somebody_of_its_cohort():
    session, stranger = SessionFactory(), EnrolmentFactory()
    for factory in (AttendanceFactory, LedgerLineFactory, SessionAnswerFactory):
        deed = factory.create
        assert refused(lambda: deed(session=session, enrolment=stranger), IntegrityError)  # noqa: B023


def test_a_session_lies_on_one_day_at_the_office():
    session = SessionFactory()
    late = session.starts_at + timedelta(hours=20)
    rows = Session.objects.filter(pk=session.pk)
    assert refused(lambda: rows.update(ends_at=late), IntegrityError)
