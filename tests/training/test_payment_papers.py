"""What leaves the house: the bank's file, the workbook, the statement; and the pages around."""

import io
from datetime import date
from decimal import Decimal
from importlib.resources import files

import openpyxl
import pypdf
import pytest
import xmlschema
from django.urls import reverse

from tests.factories import (
    AttendanceFactory,
    BankAccountFactory,
    CohortFactory,
    EnrolmentFactory,
    LedgerLineFactory,
    PaymentFactory,
    PaymentRunFactory,
    SessionFactory,
)
from training.enums import RunStatus
from training.models import PaymentRun
from training.sepa import SCHEMA, Transfer, transfer_file
from training.services import close_session

NS = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
pytestmark = pytest.mark.django_db


def parsed(text: str):
    """Read by the published schema itself: whatever it does not allow raises."""
    schema = xmlschema.XMLSchema(str(files("sepaxml") / "schemas" / f"{SCHEMA}.xsd"))
    schema.validate(text)
    return xmlschema.XMLResource(text).root


class TestTheBankFile:
    def test_it_holds_by_the_published_schema_with_names_of_here(self):
        transfers = [
            Transfer("MIREC-1-1", "Gökçe Nguyễn-Élodie d'Ürsel & Fils", "BE71096123456769",
                     Decimal("140.00"), "Indemnites de formation 01/2023"),
            Transfer("MIREC-1-2", "x" * 90, "FR1420041010050500013M02606", Decimal("0.01"),
                     "Indemnites"),
        ]  # fmt: skip
        root = parsed(transfer_file(transfers, date(2023, 2, 3)))
        amounts = [node.text for node in root.iterfind(".//p:InstdAmt", NS)]
        assert amounts == ["140.00", "0.01"]
        assert [node.text for node in root.iterfind(".//p:CtrlSum", NS)] == ["140.01"] * 2
        assert [node.text for node in root.iterfind(".//p:EndToEndId", NS)] == [
            "MIREC-1-1", "MIREC-1-2"
        ]  # fmt: skip
        assert root.find(".//p:DbtrAcct//p:IBAN", NS).text == "BE68539007547034"

    def test_without_the_house_s_account_it_says_which_setting(self, settings):
        settings.SEPA_DEBTOR_IBAN = ""
        with pytest.raises(Exception, match="SEPA_DEBTOR_IBAN"):
            transfer_file([], date(2023, 2, 3))


@pytest.fixture
def followed(coordinator):
    """Three persons of two cohorts, each with a closed session of last January."""
    enrolments = []
    for name in ("Aides ménagères / 2023", "Aides ménagères : 2023"):
        cohort = CohortFactory(
            name=name, coordinator=coordinator, starts_on=date(2023, 1, 2), places=9
        )
        session = SessionFactory(cohort=cohort, on=date(2023, 1, 9))
        for _ in range(2):
            enrolment = EnrolmentFactory(cohort=cohort, enrolled_on=date(2023, 1, 2))
            BankAccountFactory(beneficiary=enrolment.beneficiary)
            AttendanceFactory(session=session, enrolment=enrolment, minutes=session.minutes)
            enrolments.append(enrolment)
        close_session(session=session, by=coordinator, at=session.ends_at)
    return enrolments


class TestThePages:
    def test_from_preparing_to_the_bank_each_by_its_person(
        self, client_of, coordinator, manager, followed
    ):
        sent = {"month": "2023-01", "execution_on": date.today().isoformat()}  # noqa: DTZ011
        answer = client_of(coordinator).post(reverse("training:run-create"), sent)
        run = PaymentRun.objects.get()
        assert answer["Location"] == run.get_absolute_url()
        page = client_of(coordinator).get(run.get_absolute_url()).content.decode()
        assert "Une autre personne valide" in page
        assert "Valider le paiement" not in page
        client_of(manager).post(reverse("training:run-validate", args=[run.pk]))
        run.refresh_from_db()
        assert run.status == RunStatus.VALIDATED
        file = client_of(manager).get(reverse("training:run-file", args=[run.pk]))
        total = sum(payment.total_eur for payment in run.payments.all())
        root = parsed(file.content.decode())
        assert root.find(".//p:GrpHdr/p:CtrlSum", NS).text == f"{total:.2f}"

    def test_the_workbook_has_a_sheet_per_cohort_whose_sums_are_the_payments(
        self, client_of, coordinator, followed
    ):
        sent = {"month": "2023-01", "execution_on": date.today().isoformat()}  # noqa: DTZ011
        client_of(coordinator).post(reverse("training:run-create"), sent)
        run = PaymentRun.objects.get()
        content = client_of(coordinator).get(reverse("training:run-sheet", args=[run.pk])).content
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert len(book.sheetnames) == 2
        amounts = [
            row[7].value
            for sheet in book
            for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row - 1)
        ]
        assert sorted(amounts) == sorted(float(payment.total_eur) for payment in run.payments.all())
        assert book.worksheets[0].cell(6, 8).value == "=SUM(H4:H5)"
        assert "en préparation" in book.worksheets[0].cell(1, 1).value
        shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        totals = [sheet.cell(sheet.max_row, 8).value for sheet in shown]
        assert sum(totals) == pytest.approx(sum(amounts)), "without computing anything anew"

    def test_a_statement_prints_on_a4_what_was_followed_and_paid(self, client_of, beneficiary):
        payment = PaymentFactory(
            run=PaymentRunFactory(validated=True),
            enrolment__beneficiary=beneficiary,
            content=[{"month": "2026-01-01", "hour_eur": "2", "minutes": 600, "eur": "20.00"}],
        )
        line = LedgerLineFactory(
            enrolment=payment.enrolment,
            session__cohort=payment.enrolment.cohort,
            measure="paid",
            run=payment.run,
            minutes=600,
        )
        answer = client_of(beneficiary.user).get(reverse("training:statement", args=[payment.pk]))
        assert answer["Content-Type"] == "application/pdf"
        document = pypdf.PdfReader(io.BytesIO(answer.content))
        width, height = (float(side) / 72 * 25.4 for side in document.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (210, 297)
        text = " ".join(page.extract_text() for page in document.pages).replace("\xa0", " ")
        for words in ("20,00 €", "BE71 0961 2345 6769", str(line.session), "10 h"):
            assert words in text

    def test_a_statement_in_preparation_is_not_the_person_s_yet(self, client_of, beneficiary):
        payment = PaymentFactory(
            run=PaymentRunFactory(draft=True), enrolment__beneficiary=beneficiary
        )
        path = reverse("training:statement", args=[payment.pk])
        assert client_of(beneficiary.user).get(path).status_code == 404


@pytest.mark.parametrize("name", ["allowances", "payment-run", "claim-list"])
def test_a_page_costs_the_same_for_thirty_as_for_three(
    client_of, coordinator, django_assert_max_num_queries, name
):
    run = PaymentRunFactory(draft=True)
    path = reverse(f"training:{name}", args=[run.pk] if name == "payment-run" else [])
    browser, counts = client_of(coordinator), []
    for rows in (3, 27):
        PaymentRunFactory.create_batch(rows)
        for payment in PaymentFactory.create_batch(rows, run=run):
            LedgerLineFactory(enrolment=payment.enrolment, session__cohort=payment.enrolment.cohort)
        with django_assert_max_num_queries(16) as asked:
            assert browser.get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
