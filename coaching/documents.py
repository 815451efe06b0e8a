"""Lists for the insurer and for the Forem, as workbooks."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from coaching.models import Internship
from coaching.queries.alternance import ForemNotice
from mirec.core.sheets import FIRST_ROW, Column, begin_sheet, fitted, formats_of, sheet_name

INSURER = (
    Column("Nom", 12), Column("Date de naissance", 12), Column("Entreprise", 12),
    Column("Lieu", 12), Column("Du", 11), Column("Au", 11), Column("Horaire", 12),
    Column("Assureur", 12), Column("Police", 12), Column("Assuré du", 11),
    Column("Assuré jusqu'au", 11),
)  # fmt: skip
FOREM = (
    Column("Jour", 11), Column("Événement", 11), Column("Nom", 12), Column("Date de naissance", 12),
    Column("Formation", 12), Column("Opérateur", 12), Column("Groupe", 12), Column("Cause", 12),
)  # fmt: skip
Cell = str | date | None


def insurer_sheet(stays: Iterable[Internship], title: str) -> bytes:
    return _sheet("Assurance", title, INSURER, map(_insured, stays))


def _insured(stay: Internship) -> Sequence[Cell]:
    person = stay.beneficiary
    return (
        person.full_name, person.born_on, stay.employer.name, stay.place, stay.starts_on,
        stay.last_on, stay.schedule, stay.insurer or "PAS ASSURÉ", stay.policy_number,
        stay.insured_from, stay.insured_until,
    )  # fmt: skip


def forem_sheet(notices: Iterable[ForemNotice], title: str) -> bytes:
    return _sheet("Forem", title, FOREM, map(_notice, notices))


def _notice(notice: ForemNotice) -> Sequence[Cell]:
    enrolment, cohort = notice.enrolment, notice.enrolment.cohort
    person = enrolment.beneficiary
    return (
        notice.day, notice.event, person.full_name, person.born_on, cohort.programme.title,
        str(cohort.programme.operator), cohort.name, notice.why,
    )  # fmt: skip


def _sheet(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """Row by row; texts are written as texts, so that none becomes a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    formats, rows = formats_of(book), list(rows)
    sheet = begin_sheet(book, sheet_name(name), title, fitted(columns, rows), formats)
    for number, row in enumerate(rows, start=FIRST_ROW):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, formats["day"])
            elif value:
                sheet.write_string(number, column, value, formats["text"])
    book.close()
    return buffer.getvalue()
