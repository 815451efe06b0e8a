"""`manage.py import_beneficiaries FILE`: the import of a sheet without a browser."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from beneficiaries.services.imports import Examination
from beneficiaries.services.imports.doors import Asked, import_at_once, rehearse
from beneficiaries.sheets import UnreadableSheetError
from mirec.core.periods import today
from mirec.core.wording import plural


class Command(BaseCommand):
    help = "Importe les personnes d'une feuille XLSX ou CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FICHIER", help="la feuille, XLSX ou CSV")
        parser.add_argument(
            "--mapping",
            default="",
            metavar="NOM",
            help="lecture retenue ; sans elle les colonnes sont devinées et rien n'est mis à jour",
        )
        parser.add_argument(
            "--team", default="", metavar="NOM", help="équipe d'accueil ; sans elle, la première"
        )
        parser.add_argument("--dry-run", action="store_true", help="n'écrit rien")
        parser.add_argument("--json", action="store_true", help="le résultat en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Asked(
            _content(options["file"]),
            Path(options["file"]).name,
            options["mapping"],
            options["team"],
        )
        try:
            if options["dry_run"]:
                found = rehearse(asked, today())
                imported, import_id = len(found.news), None
            else:
                done = import_at_once(asked, by=None, on=today(), at=timezone.now())
                found, imported, import_id = done.found, done.run.created_count, done.run.pk
        except (UnreadableSheetError, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        if options["json"]:
            answer = found.as_json(imported, import_id)
            self.stdout.write(json.dumps(answer, indent=2))  # ASCII, whatever reads it
        else:
            self._say(found, imported, import_id)

    def _say(self, found: Examination, imported: int, import_id: int | None) -> None:
        self.stdout.write(f"{plural(found.row_count, 'ligne')} dans la feuille.")
        if import_id is None:
            self.stdout.write(f"{plural(imported, 'personne')} à créer ; rien n'a été écrit.")
        else:
            self.stdout.write(f"{plural(imported, 'personne')} en plus ; import n° {import_id}.")
        for fault in found.faults:
            self.stdout.write(f"  ligne {fault.row}, {fault.column} : {fault.message}")
        for twin in found.twins:
            of = f"ligne {twin.of}" if twin.person is None else f"dossier {twin.of}"
            self.stdout.write(f"  ligne {twin.row} : déjà connue ({of}, {twin.reason})")
        for notice in found.notices:
            self.stdout.write(f"  ligne {notice.row}, à relire, {notice.column} : {notice.message}")


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"Impossible de lire « {path} ».") from error
