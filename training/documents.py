"""A run as a workbook: one sheet per cohort, one row per person, totals that total again."""

import io
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from mirec.core.sheets import FIRST_ROW, Column, begin_sheet, formats_of, sheet_name
from mirec.core.wording import of_month
from training.enums import RunStatus
from training.models import Payment, PaymentRun

COLUMNS = (
    Column("Dossier", 12),
    Column("Personne", 32),
    Column("IBAN", 26),
    Column("Heures", 10, is_number=True),
    Column("Indemnité (€)", 13, is_number=True),
    Column("Retenue (€)", 13, is_number=True),
    Column("Frais (€)", 13, is_number=True),
    Column("À payer (€)", 13, is_number=True),
)
FIRST_NUMBER = 3
MINUTES_PER_HOUR = 60


def payments_sheet(run: PaymentRun, payments: Iterable[Payment]) -> bytes:
    """Amounts in euros, hours as decimal numbers."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    formats = formats_of(book)
    state = "" if run.status == RunStatus.VALIDATED else f" – {run.get_status_display().lower()}"
    ordered = sorted(payments, key=lambda each: (str(each.enrolment.cohort.programme),
                                                 each.enrolment.cohort.pk))  # fmt: skip
    names: set[str] = set()
    for cohort, rows in groupby(ordered, key=lambda each: each.enrolment.cohort):
        title = f"{cohort.programme}, {cohort} – indemnités {of_month(run.month_on)}{state}"
        sheet = begin_sheet(book, sheet_name(cohort.name, names), title, COLUMNS, formats)
        _write_rows(sheet, list(rows), formats)
    if not names:
        begin_sheet(book, "Indemnités", "Aucun versement", COLUMNS, formats)
    book.close()
    return buffer.getvalue()


def _write_rows(sheet: Worksheet, rows: list[Payment], formats: dict[str, Format]) -> None:
    """The totals carry their value too: a program that does not compute shows it as well."""
    sums = [Decimal(0)] * len(_numbers(rows[0]))
    for number, payment in enumerate(rows, start=FIRST_ROW):
        person, numbers = payment.enrolment.beneficiary, _numbers(payment)
        texts = (person.file_number, person.full_name, payment.iban_spaced)
        for column, text in enumerate(texts):
            sheet.write_string(number, column, text, formats["text"])
        for column, value in enumerate(numbers, start=FIRST_NUMBER):
            sheet.write_number(number, column, value, formats["number"])
        sums = [total + value for total, value in zip(sums, numbers, strict=True)]
    last = FIRST_ROW + len(rows)
    for column in range(FIRST_NUMBER):
        sheet.write_string(last, column, "" if column else "Total", formats["total"])
    for column, total in enumerate(sums, start=FIRST_NUMBER):
        cells = xl_range(FIRST_ROW, column, last - 1, column)
        sheet.write_formula(last, column, f"=SUM({cells})", formats["total"], float(total))


def _numbers(payment: Payment) -> tuple[Decimal, ...]:
    return (
        Decimal(payment.minutes) / MINUTES_PER_HOUR,
        payment.hours_eur,
        payment.withheld_eur,
        payment.claims_eur,
        payment.total_eur,
    )
