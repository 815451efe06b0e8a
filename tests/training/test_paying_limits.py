"""What a sceptical treasurer tries: months out of order, days past, accounts nobody can pay."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories import (
    BankAccountFactory,
    ClaimCorrectionFactory,
    ClaimFactory,
    EnrolmentFactory,
)
from tests.training.test_paying import (
    FEBRUARY,
    JANUARY,
    LATER,
    ON,
    _followed,
    _paid,
    _pay,
    _recomputed,
    cohort,
    enrolment,
)
from training.enums import AttendanceState, RunStatus
from training.forms.allowances import CorrectionForm, RateForm
from training.models import BankAccount, LedgerLine, Payment, PaymentRun, Rate
from training.queries.allowances import overpaid
from training.services import correct_hours, discard_run, prepare_run, validate_run
from training.services.claims import set_account

__all__ = ["cohort", "enrolment"]
pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(page.extract_text() for page in pages).replace("\xa0", " ")


class TestTheMonth:
    def test_one_before_the_last_paid_is_refused_and_its_hours_come_with_a_later_one(
        self, cohort, enrolment, coordinator, manager
    ):
        """Its run would set January's hours against all that was paid, February's too."""
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _followed(cohort, [enrolment], date(2023, 2, 9), 8)
        _pay(FEBRUARY, coordinator, manager, LATER)
        _followed(cohort, [enrolment], date(2023, 1, 10), 8)
        ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 10), granted=True, on=LATER)
        with pytest.raises(ValidationError, match="Février 2023 est déjà payé"):
            prepare_run(month=JANUARY, execution_on=LATER, by=coordinator, on=LATER)
        payment = _pay(FEBRUARY, coordinator, manager, LATER).payments.get()
        assert (payment.hours_eur, payment.claims_eur) == (Decimal(16), Decimal("12.50"))
        assert _paid() == _recomputed(date(2023, 2, 28))


class TestTheBankDay:
    def test_not_long_after_the_preparation(self, cohort, enrolment, coordinator):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        with pytest.raises(ValidationError, match="60 jours"):
            prepare_run(month=JANUARY, execution_on=date.max, by=coordinator, on=ON)

    def test_once_past_nobody_validates_until_it_is_computed_anew(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        with pytest.raises(ValidationError, match="recalculez"):
            validate_run(run=run, by=manager, on=ON + timedelta(days=1))
        assert validate_run(run=run, by=manager, on=ON).status == RunStatus.VALIDATED


class TestTheAccount:
    @pytest.mark.parametrize(
        ("iban", "holder", "field"),
        [
            ("TR330006100519786457841326", "Zoé", "iban"),
            ("BE71096123456768", "Zoé", "iban"),
            ("BE71 0961 2345 6769", "Zoé", "iban"),
            ("BE71096123456769", "🙂", "holder"),
            ("BE71096123456769", "12 / 7", "holder"),
        ],
        ids=["outside SEPA", "wrong digits", "not compact", "a face", "no letter"],
    )
    def test_which_the_bank_would_refuse_is_refused_first(
        self, enrolment, coordinator, iban, holder, field
    ):
        person = enrolment.beneficiary
        with pytest.raises(ValidationError) as refused:
            set_account(beneficiary=person, iban=iban, holder=holder, by=coordinator, on=ON)
        assert list(refused.value.message_dict) == [field]

    def test_sent_twice_it_is_written_once(self, enrolment, coordinator):
        given = {"iban": "BE68539007547034", "holder": "Zoé", "by": coordinator, "on": ON}
        for _ in range(2):
            set_account(beneficiary=enrolment.beneficiary, **given)
        assert BankAccount.objects.filter(valid_from=ON).count() == 1

    def test_one_written_before_that_rule_stops_the_run_with_a_sentence(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        BankAccountFactory(beneficiary=enrolment.beneficiary, holder="🙂", valid_from=ON)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        with pytest.raises(ValidationError, match="La banque refuserait"):
            validate_run(run=run, by=manager, on=ON)
        run.refresh_from_db()
        assert run.status == RunStatus.DRAFT
        assert not LedgerLine.objects.filter(run=run).exists()


class TestTheCorrection:
    def test_of_somebody_without_a_place_that_day_is_refused(self, cohort, enrolment, coordinator):
        session = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        waiting = EnrolmentFactory(cohort=cohort, enrolled_on=date(2022, 12, 1), waiting=True)
        elsewhere = EnrolmentFactory(enrolled_on=date(2022, 12, 1))
        for stranger in (waiting, elsewhere):
            with pytest.raises(ValidationError, match="pas de place"):
                correct_hours(
                    session=session, enrolment=stranger, state=AttendanceState.PRESENT,
                    minutes=480, reason="Oubli", by=coordinator,
                )  # fmt: skip
        assert not LedgerLine.objects.exclude(enrolment=enrolment).exists()

    def test_from_a_tab_opened_before_a_colleague_s_is_read_again_first(
        self, cohort, enrolment, coordinator
    ):
        session = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        given = {"session": session, "enrolment": enrolment, "user": coordinator}
        shown = CorrectionForm(**given)["version"].value()
        typed = {"state": "late", "minutes": "400", "reason": "Retard", "version": shown}
        assert CorrectionForm(typed, **given).try_save()
        second = CorrectionForm({**typed, "minutes": "300"}, **given)
        assert second.try_save() is None
        assert "entre-temps" in str(second.errors)
        assert CorrectionForm({**second.data, "minutes": "300"}, **given).try_save()

    def test_larger_than_all_that_follows_is_listed_as_paid_too_much(
        self, client_of, cohort, enrolment, coordinator, manager
    ):
        session = _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        assert not overpaid(coordinator)
        correct_hours(
            session=session, enrolment=enrolment, state=AttendanceState.LATE, minutes=390,
            reason="Arrivée tard", by=coordinator,
        )  # fmt: skip
        assert [row.minutes_over for row in overpaid(coordinator)] == [90]
        page = client_of(coordinator).get(reverse("training:allowances")).content.decode()
        assert "Payé en trop" in page
        assert "1\xa0h\xa030" in page


class TestTheRate:
    def test_one_that_ends_before_it_begins_is_refused_beside_its_end(self, manager):
        typed = {"code": "km", "value": "1", "valid_from": "2026-02-01",
                 "valid_to": "2026-01-01", "source": "Note"}  # fmt: skip
        form = RateForm(typed, user=manager)
        assert form.try_save() is None
        assert list(form.errors) == ["valid_to"]

    def test_one_corrected_after_a_payment_is_said_so_on_the_statement(
        self, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        assert _pay(JANUARY, coordinator, manager).payments.get().is_rounding
        Rate.objects.filter(code="hour", valid_from=date(2023, 1, 1)).update(value=3)
        payment = _pay(FEBRUARY, coordinator, manager, LATER).payments.get()
        assert (payment.minutes, payment.beside_lines_eur) == (0, Decimal(8))
        assert not payment.is_rounding

    @pytest.mark.parametrize(
        ("changed", "is_asked"),
        [
            ({"value": "3"}, True),
            ({"valid_from": "2023-01-10"}, True),
            ({"is_certain": ""}, True),
            ({"source": "Autre arrêté"}, False),
        ],
    )
    def test_one_that_changes_what_is_paid_asks_first(
        self, cohort, enrolment, coordinator, manager, changed, is_asked
    ):
        rate = Rate.objects.get(code="hour", valid_from=date(2023, 1, 1))
        shown = {"code": "hour", "value": "2", "valid_from": "2023-01-01", "source": rate.source,
                 "is_certain": "on"}  # fmt: skip
        assert RateForm({**shown, **changed}, instance=rate, user=manager).is_valid()
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        _pay(JANUARY, coordinator, manager)
        rate.refresh_from_db()
        form = RateForm({**shown, **changed}, instance=rate, user=manager)
        assert form.is_valid() != is_asked
        if is_asked:
            assert "8\xa0h déjà payées" in form.errors["reaches_back"][0]
            rate.refresh_from_db()
            sure = RateForm({**shown, **changed, "reaches_back": "on"}, instance=rate, user=manager)
            assert sure.try_save().pk == rate.pk


class TestThePages:
    def test_a_run_given_up_in_another_tab_sends_the_validator_to_the_list(
        self, client_of, cohort, enrolment, coordinator, manager
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        run = prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        discard_run(run=run, by=coordinator)
        path = reverse("training:run-validate", args=[run.pk])
        answer = client_of(manager).post(path, follow=True)
        assert answer.status_code == 200
        assert "plus en préparation" in answer.content.decode()

    def test_a_statement_in_preparation_lists_the_costs_of_its_total(
        self, client_of, cohort, enrolment, coordinator
    ):
        _followed(cohort, [enrolment], date(2023, 1, 9), 8)
        claim = ClaimFactory(enrolment=enrolment, spent_on=date(2023, 1, 9), granted=True, on=ON)
        ClaimCorrectionFactory(claim=claim, eur=Decimal(-2), reason="Ticket lu deux fois")
        prepare_run(month=JANUARY, execution_on=ON, by=coordinator, on=ON)
        payment = Payment.objects.get()
        path = reverse("training:statement", args=[payment.pk])
        text = text_of(client_of(coordinator).get(path).content)
        assert "12,50 €" in text
        assert "lu deux fois" in text
        assert "26,50 €" in text
        assert PaymentRun.objects.get().status == RunStatus.DRAFT
