"""A paper of the file, with its scan or photo; and why one leaves it."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from beneficiaries.forms.layouts import explained
from beneficiaries.forms.owned import DatedForm
from beneficiaries.forms.reasons import WHY_SEALED
from beneficiaries.models import Document
from beneficiaries.services.documents import add_document, correct_document, withdraw_document
from mirec.accounts.models import User
from mirec.core.files import ACCEPTED, stored_fields
from mirec.core.forms import HouseForm
from mirec.core.layouts import row


class SaidOfDocumentForm(DatedForm):
    """What is said of a paper: its kind, its dates, a few words."""

    start_field = "issued_on"
    end_field = "valid_until"

    class Meta:
        model = Document
        fields = ("kind", "issued_on", "valid_until", "note")
        help_texts = {
            "valid_until": "Dernier jour de validité. Laissez vide si la pièce n'en a pas.",
            "note": "Jamais un diagnostic ni un numéro national.",
        }

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.helper.layout = Layout("version", "kind", row("issued_on", "valid_until"), "note")

    def clean_issued_on(self) -> date | None:
        day = self.cleaned_data["issued_on"]
        if day and day > self.on:
            raise ValidationError("Cette date est à venir : relisez celle du document.")
        return day

    def save(self) -> Document:
        return correct_document(document=self.instance, by=self.user)


class DocumentForm(SaidOfDocumentForm):
    upload = forms.FileField(
        label="Fichier ou photo",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF, photo (JPEG ou PNG), Word ou Excel ; 10 Mo au plus. Sur un téléphone, vous "
        "pouvez photographier la pièce.",
        error_messages={"required": "Choisissez un fichier ou prenez une photo."},
    )

    class Meta(SaidOfDocumentForm.Meta):
        fields = (*SaidOfDocumentForm.Meta.fields, "is_sealed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored: dict[str, Any] = {}
        self.helper.layout = Layout(
            "version",
            "upload",
            "kind",
            row("issued_on", "valid_until"),
            "note",
            explained("is_sealed", WHY_SEALED),
        )

    def clean_upload(self) -> UploadedFile:
        self.stored = stored_fields(self.cleaned_data["upload"])
        return self.cleaned_data["upload"]

    def save(self) -> Document:
        return add_document(document=self.instance, stored=self.stored, by=self.user)


class WithdrawForm(HouseForm):
    reason = forms.CharField(
        label="Motif du retrait",
        max_length=200,
        help_text="Par exemple : mauvaise personne, copie illisible, remplacée par une autre.",
    )

    def __init__(self, *args: Any, document: Document, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.user, self.on = document, user, on

    def save(self) -> Document:
        reason = self.cleaned_data["reason"]
        return withdraw_document(document=self.document, reason=reason, by=self.user, on=self.on)
