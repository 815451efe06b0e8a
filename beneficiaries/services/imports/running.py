"""Write the good rows of a sheet: new files, and chosen fields of files that exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pghistory
from django.db import connection, transaction

from beneficiaries.enums import ImportStatus, RowDeed, SituationKind, TwinDecision
from beneficiaries.models import Beneficiary, ImportRow, ImportRun, Situation
from beneficiaries.rules.intake_rows import IntakeRow
from beneficiaries.services.imports.examining import Examination, Twin, examine, open_sheet
from beneficiaries.services.imports.keeping import content_of
from beneficiaries.services.imports.settling import check_columns, findings_of, waiting
from beneficiaries.services.people import BESIDE, next_file_number
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

IMPORTING = 7112
"""The advisory lock under which sheets are imported and taken back, one after the other."""
BATCH = 500
INCOME_NOTE = "Début à vérifier (repris d'une feuille)"
LEFT_ASIDE = "Laissée de côté"
COLUMN_OF = {"locality": "locality_id"}


@dataclass(frozen=True)
class Imported:
    run: ImportRun
    found: Examination


@transaction.atomic
def import_people(*, run: ImportRun, by: User | None, on: date, at: datetime) -> Imported:
    """Every good row in. Two imports of the same sheet make no twins: the second waits for the
    first, then finds its persons. `by` is None when a command runs it.
    """
    hold_imports()
    run = waiting(run)
    check_columns(run.columns, run.updated)
    found = examine(open_sheet(content_of(run)), run.columns, on)
    decisions = run.findings.get("decisions", {})
    with (
        pghistory.context(user=by.pk if by else None, import_run=run.pk),
        refusing_in_words(Beneficiary, BESIDE),
    ):
        rows = [*_create(run, list(_news(found, decisions)), by, on)]
        rows += _update(run, list(_known(found, decisions)))
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    _note_done(run, found, rows, at)
    return Imported(run, found)


def hold_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTING])


def _note_done(run: ImportRun, found: Examination, rows: list[ImportRow], at: datetime) -> None:
    kept = ("headers", "decisions", "made_team")
    run.findings = {key: run.findings[key] for key in kept if key in run.findings}
    run.findings |= findings_of(found)
    deeds = {row.number: RowDeed(row.deed).label for row in rows}
    for twin in run.findings["duplicates"]:
        twin["became"] = deeds.get(twin["row"], LEFT_ASIDE)
    run.status, run.imported_at, run.row_count = ImportStatus.DONE, at, found.row_count
    run.created_count = sum(row.deed == RowDeed.CREATED for row in rows)
    run.updated_count = sum(row.deed == RowDeed.UPDATED for row in rows)
    run.save()


def _news(found: Examination, decisions: dict[str, str]) -> Iterator[IntakeRow]:
    """New persons, and those whom somebody told from their likely twin."""
    apart = {
        twin.row
        for twin in found.twins
        if twin.may_be_another and decisions.get(str(twin.row)) == TwinDecision.ANOTHER
    }
    new = {row.number for row in found.news} | apart
    return (row for number, row in found.good.items() if number in new)


def _known(found: Examination, decisions: dict[str, str]) -> Iterator[tuple[Twin, IntakeRow]]:
    """Rows of persons who have a file: certainly, or because somebody said so."""
    for twin in found.twins:
        is_said = decisions.get(str(twin.row)) == TwinDecision.SAME
        if twin.person is not None and (twin.is_sure or is_said):
            yield twin, found.good[twin.row]


def _create(
    run: ImportRun, news: list[IntakeRow], by: User | None, on: date
) -> Iterator[ImportRow]:
    year, _, first = next_file_number(on).partition("-")
    persons = []
    for place, row in enumerate(news, start=int(first)):
        person = Beneficiary(
            file_number=f"{year}-{place:04d}", team=run.team, created_by=by, **row.values
        )
        person.set_niss(row.niss)
        persons.append(person)
    Beneficiary.objects.bulk_create(persons, batch_size=BATCH)
    incomes = {
        row.number: Situation(
            beneficiary=person,
            kind=SituationKind.INTEGRATION_INCOME,
            starts_on=person.first_met_on or on,
            note=INCOME_NOTE,
            created_by=by,
        )
        for row, person in zip(news, persons, strict=True)
        if row.has_income
    }
    Situation.objects.bulk_create(incomes.values(), batch_size=BATCH)
    for row, person in zip(news, persons, strict=True):
        income = incomes.get(row.number)
        after = {"situation": income.pk} if income else {}
        yield ImportRow(
            run=run, number=row.number, deed=RowDeed.CREATED, person=person.pk, after=after
        )


def _update(run: ImportRun, known: list[tuple[Twin, IntakeRow]]) -> Iterator[ImportRow]:
    """Chosen fields only, and only where the sheet says something else than the file."""
    names = [COLUMN_OF.get(name, name) for name in run.updated]
    keys = {twin.person for twin, _ in known} if names else set()
    persons = Beneficiary.objects.select_for_update().defer("niss").in_bulk(keys)
    rows = []
    for twin, row in known:
        person = persons.get(twin.person)
        if person is None:
            continue
        said = {name: row.values[name] for name in names if name in row.values}
        before = {name: plain(person, name) for name in said}
        for name, value in said.items():
            setattr(person, name, value)
        after = {name: plain(person, name) for name in said}
        changed = [name for name in said if before[name] != after[name]]
        if changed:
            rows.append(
                ImportRow(
                    run=run,
                    number=row.number,
                    deed=RowDeed.UPDATED,
                    person=person.pk,
                    before={name: before[name] for name in changed},
                    after={name: after[name] for name in changed},
                )
            )
    write_fields(persons, {row.person: row.after for row in rows})
    yield from rows


def plain(person: Beneficiary, name: str) -> Any:
    """A field as the database and JSON keep it."""
    field = person._meta.get_field(name.removesuffix("_id"))
    value = field.get_prep_value(getattr(person, name))
    return value.isoformat() if isinstance(value, date) else value


def write_fields(persons: dict[int, Beneficiary], changed: dict[int, dict[str, Any]]) -> None:
    """The named fields of these persons, and nothing beside: the national number stays as it is."""
    fields = sorted({name.removesuffix("_id") for names in changed.values() for name in names})
    if fields:
        touched = [persons[pk] for pk in changed]
        Beneficiary.objects.bulk_update(touched, fields, batch_size=BATCH)
