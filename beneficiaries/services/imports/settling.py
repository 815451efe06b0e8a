"""What the manager decides before an import: columns, team, what may change, likely twins."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import Diploma, ImportStatus, IntakeSource, SheetField, TwinDecision
from beneficiaries.models import ImportMapping, ImportRun, Locality
from beneficiaries.niss import masked
from beneficiaries.rules.headings import UPDATABLE
from beneficiaries.rules.intake_rows import Fault, IntakeRow
from beneficiaries.services.imports.examining import Examination, Twin, examine, open_sheet
from beneficiaries.services.imports.keeping import content_of
from mirec.accounts.models import Team, User

SAMPLES = 8
ALREADY = "Cette feuille est déjà importée."


@transaction.atomic
def choose_columns(
    *,
    run: ImportRun,
    columns: Mapping[str, str],
    updated: list[str],
    team: Team,
    by: User,
    on: date,
    remember_as: str = "",
) -> ImportRun:
    """Settle how the sheet reads and what it finds; a name keeps the reading for other sheets."""
    run = waiting(run)
    check_columns(columns, updated)
    run.columns, run.updated, run.team = dict(columns), list(updated), team
    if remember_as:
        run.mapping, _ = ImportMapping.objects.update_or_create(
            name=remember_as,
            defaults={"columns": run.columns, "updated": run.updated},
            create_defaults={
                "columns": run.columns,
                "updated": run.updated,
                "created_by": by,
            },
        )
    found = examine(open_sheet(content_of(run)), run.columns, on)
    run.row_count = found.row_count
    run.findings = {"headers": run.findings.get("headers", []), **findings_of(found)}
    run.save()
    return run


def waiting(run: ImportRun) -> ImportRun:
    """The same import, held until the transaction ends; raises ValidationError once it is done."""
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.status != ImportStatus.PREVIEW:
        raise ValidationError(ALREADY)
    return run


def check_columns(columns: Mapping[str, str], updated: list[str]) -> None:
    """Raises ValidationError for columns that make no person, or that stand twice."""
    fields = list(columns.values())
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise ValidationError(
            f"Deux colonnes sont lues comme « {SheetField(twice).label} » : gardez-en une."
        )
    named = {SheetField.LAST_NAME.value, SheetField.FIRST_NAME.value} <= set(fields)
    if not named and SheetField.FULL_NAME.value not in fields:
        raise ValidationError("Dites quelles colonnes contiennent le nom et le prénom.")
    if not set(updated) <= {field.value for field in UPDATABLE}:
        raise ValidationError("Ce champ ne peut pas être mis à jour par un import.")


@transaction.atomic
def settle_duplicates(*, run: ImportRun, decisions: Mapping[int, TwinDecision]) -> ImportRun:
    """Keep what was decided about rows that may be somebody known."""
    run = waiting(run)
    run.findings["decisions"] = {str(row): choice.value for row, choice in decisions.items()}
    run.save(update_fields=["findings"])
    return run


def findings_of(found: Examination) -> dict[str, Any]:
    """What the pages show, as JSON."""
    shown = list(found.good.values())[:SAMPLES]
    keys = {row.values["locality_id"] for row in shown if "locality_id" in row.values}
    places = {place.pk: str(place) for place in Locality.objects.filter(pk__in=keys)}
    return {
        "errors": [_fault(fault) for fault in found.faults],
        "notices": [_fault(notice) for notice in found.notices],
        "duplicates": [_twin(twin) for twin in found.twins],
        "news": len(found.news),
        "samples": [_sample(row, places) for row in shown],
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"row": fault.row, "column": fault.column, "message": fault.message}


def _twin(twin: Twin) -> dict[str, Any]:
    return {
        "row": twin.row,
        "of": twin.of,
        "reason": twin.reason,
        "is_sure": twin.is_sure,
        "may_be_another": twin.may_be_another,
        "person": twin.person,
        "name": twin.name,
    }


def _sample(row: IntakeRow, places: Mapping[int, str]) -> dict[str, Any]:
    """The row in the words that the file will show."""
    values = row.values
    return {
        "row": row.number,
        "name": f"{values['last_name']} {values['first_name']}",
        "born_on": _in_figures(values.get("born_on")),
        "niss": masked(row.niss) if row.niss else "",
        "phone": values.get("phone", ""),
        "locality": places.get(values.get("locality_id", 0), ""),
        "met_on": _in_figures(values.get("first_met_on")),
        "source": IntakeSource(values["source"]).label if "source" in values else "",
        "diploma": Diploma(values["diploma"]).label if "diploma" in values else "",
    }


def _in_figures(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""
