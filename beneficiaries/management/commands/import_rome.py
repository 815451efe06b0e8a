"""`manage.py import_rome FILE`."""

from typing import TextIO

from beneficiaries.library_commands import LibraryCommand
from beneficiaries.library_files import read_rome
from beneficiaries.services.library import LibraryChanges, import_rome


class Command(LibraryCommand):
    help = "Met les métiers à jour depuis la table des appellations de ROME."

    def bring(self, file: TextIO) -> LibraryChanges:
        return import_rome(titles=read_rome(file))
