"""`manage.py import_esco FILE`."""

from typing import TextIO

from beneficiaries.library_commands import LibraryCommand
from beneficiaries.library_files import read_esco
from beneficiaries.services.library import LibraryChanges, import_esco


class Command(LibraryCommand):
    help = "Met les compétences à jour depuis le fichier skills_fr.csv d'ESCO."

    def bring(self, file: TextIO) -> LibraryChanges:
        return import_esco(competences=read_esco(file))
