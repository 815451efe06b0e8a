"""Bringing the library up to date from a published file."""

from collections.abc import Callable
from io import TextIOWrapper
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.library import Shelf
from beneficiaries.library_files import Competence, Title, read_esco, read_rome
from beneficiaries.services.library import LibraryChanges, import_esco, import_rome
from mirec.core.forms import HouseForm

MOST_BYTES = 60 * 1024 * 1024


def bring_rome(titles: list[Title]) -> LibraryChanges:
    return import_rome(titles=titles)


def bring_esco(competences: list[Competence]) -> LibraryChanges:
    return import_esco(competences=competences)


class LibraryForm(HouseForm):
    file = forms.FileField(label="Fichier", widget=forms.FileInput({"accept": ".csv,text/csv"}))

    readers: dict[str, Callable] = {"rome": read_rome, "esco": read_esco}
    writers: dict[str, Callable] = {"rome": bring_rome, "esco": bring_esco}

    def __init__(self, *args: Any, shelf: Shelf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelf = shelf
        self.fields["file"].help_text = f"Donnez {shelf.file}."
        self.rows: list = []

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError("Ce fichier dépasse 60 Mo : ce n'est pas la table attendue.")
        with TextIOWrapper(upload.file, encoding="utf-8-sig", newline="") as text:
            self.rows = self.readers[self.shelf.slug](text)
        return upload

    def save(self) -> LibraryChanges:
        return self.writers[self.shelf.slug](self.rows)
