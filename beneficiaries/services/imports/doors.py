"""An import without a page: the same services, with nobody signed in and nothing chosen by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import ImportMapping
from beneficiaries.rules.headings import applied, guessed
from beneficiaries.services.imports.examining import Examination, examine, open_sheet
from beneficiaries.services.imports.keeping import stage_import
from beneficiaries.services.imports.running import Imported, import_people
from beneficiaries.services.imports.settling import check_columns
from beneficiaries.sheets import Sheet
from mirec.accounts.models import Team, User

FIRST_TEAM = "Accueil"


@dataclass(frozen=True)
class Asked:
    """What was typed: the file, and the names of a remembered reading and of a team."""

    content: bytes
    file_name: str
    mapping: str = ""
    team: str = ""


def rehearse(asked: Asked, on: date) -> Examination:
    """What the import would find; nothing is written."""
    sheet = open_sheet(asked.content)
    mapping = _mapping(asked.mapping)
    columns = _columns(sheet, mapping)
    check_columns(columns, mapping.updated if mapping else [])
    if asked.team:
        _team(asked.team)
    return examine(sheet, columns, on)


@transaction.atomic
def import_at_once(asked: Asked, *, by: User | None, on: date, at: datetime) -> Imported:
    """Stage and import in one go; likely twins stay aside, since nobody is there to decide.

    Without `--mapping` the columns are guessed and a second import changes nothing.
    """
    sheet = open_sheet(asked.content)
    mapping = _mapping(asked.mapping)
    columns, updated = _columns(sheet, mapping), mapping.updated if mapping else []
    check_columns(columns, updated)
    team, is_new = _team(asked.team)
    run = stage_import(
        content=asked.content, name=asked.file_name, by=by, team=team, mapping=mapping
    )
    run.mapping = mapping
    run.columns, run.updated = columns, updated
    run.findings = {"made_team": team.pk} if is_new else {}
    run.save()
    return import_people(run=run, by=by, on=on, at=at)


def _mapping(name: str) -> ImportMapping | None:
    """Raises ValidationError naming those that exist."""
    if not name:
        return None
    found = ImportMapping.objects.filter(name__iexact=name).first()
    if found is None:
        known = ", ".join(ImportMapping.objects.values_list("name", flat=True)) or "aucune"
        raise ValidationError(f"La lecture « {name} » n'existe pas. Lectures connues : {known}.")
    return found


def _columns(sheet: Sheet, mapping: ImportMapping | None) -> dict[str, str]:
    if mapping is None:
        return guessed(sheet.headers)
    return applied(mapping.columns, sheet.headers)


def _team(name: str) -> tuple[Team, bool]:
    """The team named, else the first; a house without any gets one, and True says so."""
    if name:
        found = Team.objects.filter(name__iexact=name).first()
        if found is None:
            known = ", ".join(Team.objects.values_list("name", flat=True)) or "aucune"
            raise ValidationError(f"L'équipe « {name} » n'existe pas. Équipes : {known}.")
        return found, False
    first = Team.objects.order_by("pk").first()
    return (first, False) if first else (Team.objects.create(name=FIRST_TEAM), True)
