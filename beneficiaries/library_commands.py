"""`manage.py import_rome FILE` and `import_esco FILE`: the published tables, from the terminal."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from beneficiaries.services.library import LibraryChanges
from mirec.core.wording import plural


def changes_in_words(changes: LibraryChanges) -> str:
    """« 11061 lignes lues : 11061 ajoutées, 0 changée, 0 retirée »."""
    return (
        f"{plural(changes.read, 'ligne lue', 'lignes lues')} : "
        f"{plural(changes.added, 'ajoutée', 'ajoutées')}, "
        f"{plural(changes.changed, 'changée', 'changées')}, "
        f"{plural(changes.retired, 'retirée', 'retirées')} des propositions."
    )


class LibraryCommand(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FICHIER", help="la table publiée, en CSV (UTF-8)")

    def bring(self, file: TextIO) -> LibraryChanges:
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Path(options["file"]).open(encoding="utf-8-sig", newline="") as file:
                changes = self.bring(file)
        except OSError as error:
            raise CommandError(
                f"Le fichier {options['file']} ne peut pas être lu : {error.strerror}.",
                returncode=2,
            ) from error
        except ValidationError as refusal:
            raise CommandError(f"{refusal.message} Rien n'a été écrit.", returncode=2) from refusal
        self.stdout.write(changes_in_words(changes))
