"""`manage.py undo_import ID`: take a whole import back."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from beneficiaries.models import ImportRun
from beneficiaries.services.imports import undo_import


class Command(BaseCommand):
    help = "Reprend un import entier : la base redevient ce qu'elle était."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int, metavar="N°", help="numéro de l'import")

    def handle(self, *args: Any, **options: Any) -> None:
        run = ImportRun.objects.filter(pk=options["import_id"]).first()
        if run is None:
            raise CommandError(f"L'import n° {options['import_id']} n'existe pas.")
        try:
            undone = undo_import(run=run, by=None, at=timezone.now())
        except ValidationError as refusal:
            raise CommandError("\n  ".join(refusal.messages)) from refusal
        self.stdout.write(
            f"Import n° {run.pk} repris. Personnes retirées : {undone.removed}. Dossiers remis "
            f"comme avant : {undone.restored}."
        )
        for words in undone.kept:
            self.stdout.write(f"  gardé, car modifié depuis : {words}")
