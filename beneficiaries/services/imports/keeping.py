"""The sheet itself, while it is needed: encrypted, under a name that says nothing, then gone."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from beneficiaries.enums import ImportStatus
from beneficiaries.models import ImportMapping, ImportRun
from beneficiaries.rules.cells import tidy
from beneficiaries.rules.headings import answers_to, applied, guessed
from beneficiaries.services.imports.examining import open_sheet
from beneficiaries.sheets import Sheet, UnreadableSheetError
from mirec.accounts.models import Team, User
from mirec.core.fields import cipher
from mirec.core.models import StoredFile

KEPT_DAYS = 30
"""How long a sheet is kept after its import: long enough to correct its rows."""
GONE = "Cette feuille n'est plus conservée : choisissez-la à nouveau."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MANY_FIGURES = 6


@transaction.atomic
def stage_import(
    *, content: bytes, name: str, by: User | None, team: Team | None, mapping: ImportMapping | None
) -> ImportRun:
    """Keep a sheet that can be read, with a proposal for its columns; raises ValidationError."""
    try:
        sheet = open_sheet(content)
    except UnreadableSheetError as error:
        raise ValidationError(str(error)) from error
    mapping = mapping or remembered_for(sheet)
    return ImportRun.objects.create(
        **kept_fields(content, name),
        created_by=by,
        team=team,
        mapping=mapping,
        columns=applied(mapping.columns, sheet.headers) if mapping else guessed(sheet.headers),
        updated=mapping.updated if mapping else [],
        row_count=len(sheet.rows),
        findings={"headers": headers_of(sheet)},
    )


def remembered_for(sheet: Sheet) -> ImportMapping | None:
    """The remembered reading whose headers all stand in this sheet; the fullest of several."""
    answering = [
        each for each in ImportMapping.objects.all() if answers_to(each.columns, sheet.headers)
    ]
    return max(answering, key=lambda each: len(each.columns), default=None)


def headers_of(sheet: Sheet) -> list[list[str]]:
    """Each header with the first words under it; long numbers are not shown."""
    return [[header, _shown(sheet.example(place))] for place, header in enumerate(sheet.headers)]


def _shown(example: str) -> str:
    figures = sum(character.isdigit() for character in example)
    if figures > MANY_FIGURES + 2:
        return "".join("•" if character.isdigit() else character for character in example)
    return example[:60]


def kept_fields(content: bytes, name: str) -> dict[str, Any]:
    """The fields of the stored file: size and print are those of the sheet as it was given."""
    return {
        "file": ContentFile(cipher().encrypt(content), name="feuille"),
        "name": tidy(name)[-200:] or "feuille",
        "media_type": XLSX if content.startswith(b"PK") else "text/csv",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def content_of(run: StoredFile) -> bytes:
    """The sheet as it was given; raises ValidationError when it is kept no more."""
    try:
        with run.file.open("rb") as kept:
            return cipher().decrypt(kept.read())
    except (ValueError, OSError, InvalidToken) as error:
        raise ValidationError(GONE) from error


@transaction.atomic
def discard_import(*, run: ImportRun) -> None:
    """Forget a sheet that was not imported; raises ValidationError for one that was."""
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.status != ImportStatus.PREVIEW:
        raise ValidationError("Cette feuille est déjà importée : reprenez l'import à la place.")
    forget_file(run)
    run.delete()


def forget_file(run: ImportRun) -> None:
    """The file goes when what is being written stands."""
    if run.file:
        storage, path = run.file.storage, run.file.name
        transaction.on_commit(lambda: storage.delete(path))
        run.file = ""


def expire_imports(*, at: datetime) -> int:
    """Sheets and their findings go after thirty days; a sheet never imported goes wholly."""
    limit = at - timedelta(days=KEPT_DAYS)
    old = ImportRun.objects.filter(created_at__lt=limit).exclude(file="")
    for run in old:
        with transaction.atomic():
            if run.status == ImportStatus.PREVIEW:
                discard_import(run=run)
            else:
                forget_file(run)
                run.findings = counts_of(run.findings)
                run.save(update_fields=["file", "findings"])
    return len(old)


def counts_of(findings: dict[str, Any]) -> dict[str, Any]:
    """How many faults and twins there were, without what they say of anybody."""
    kinds = ("errors", "duplicates", "notices")
    counts = {f"{kind}_count": len(findings.get(kind, [])) for kind in kinds}
    made = {"made_team": findings["made_team"]} if "made_team" in findings else {}
    return counts | made
