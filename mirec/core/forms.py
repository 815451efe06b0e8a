"""Form bases: crispy layout, French dates, and a guard against overwriting a colleague's change."""

import hashlib
from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms.models import model_to_dict

from mirec.core.periods import months_after

STALE = (
    "Quelqu'un a modifié ces données entre-temps. Votre saisie est encore là : comparez-la avec "
    "la fiche actuelle, puis enregistrez à nouveau."
)
CHOOSE = "Choisissez"
UNSAID = "Non renseigné"


EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
"""Nothing that is typed lies outside: a day beyond is a slip, and costly to compute with."""


def within_the_age(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(f"Vérifiez l'année : de {EARLIEST.year} à {LATEST.year}.")


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FilesInput(forms.FileInput):
    """Several files in one field; its value is their list."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else []


def short_print(shown: object) -> str:
    """Sixteen letters that stand for the value as `repr` writes it: a form's version."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def fingerprint(instance: models.Model, field_names: list[str]) -> str:
    """A short print of the values that a form shows, to notice a change by someone else."""
    shown = model_to_dict(instance, fields=field_names)
    return short_print(sorted((name, str(value)) for name, value in shown.items()))


def quick_days(on: date) -> list[tuple[str, date]]:
    """The days that a promise is mostly made for, counted from `on`."""
    return [
        ("Demain", on + timedelta(days=1)),
        ("Dans une semaine", on + timedelta(days=7)),
        ("Dans un mois", months_after(on, 1)),
    ]


def name_the_blank(field: forms.Field) -> None:
    """Django's dashes, that a screen reader spells, become a word."""
    dashes, word = models.BLANK_CHOICE_DASH[0][1], CHOOSE if field.required else UNSAID
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = word if field.empty_label == dashes else field.empty_label
    elif type(field) is forms.TypedChoiceField:
        field.choices = [(key, word if label == dashes else label) for key, label in field.choices]


class HouseFormMixin:
    """Crispy without its own form tag; dates get the browser's picker and lie within the age."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            if type(field) is forms.DateField:
                field.widget = DayInput(attrs=field.widget.attrs)
            if isinstance(field, forms.DateField):
                field.validators.append(within_the_age)
            name_the_blank(field)
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("rows", 4)

    def try_save(self) -> object | None:
        """What `save()` returns, or None with the errors shown beside their fields.

        A service refuses by raising ValidationError; a field that the form does not show has its
        sentence at the top.
        """
        if not self.is_valid():
            return None
        try:
            with transaction.atomic():
                return self.save()
        except ValidationError as refusal:
            self._show(refusal)
            return None

    def _show(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class HouseForm(HouseFormMixin, forms.Form):
    """A plain form of the house."""


def version_field() -> forms.CharField:
    return forms.CharField(required=False, widget=forms.HiddenInput, max_length=16)


class VersionMixin:
    """Refuses a stale submission once. The hidden `version` is a print of what was shown.

    When that has changed since, the form comes back with everything typed, a sentence, and the new
    version, so that a second submission is a decision.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._current_version = ""

    def show_version(self, version: str) -> None:
        self._current_version = version
        self.fields["version"].initial = version

    def clean_version(self) -> str:
        sent = self.cleaned_data["version"]
        if self._current_version and sent and sent != self._current_version:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = self._current_version
            raise ValidationError(STALE, code="stale")
        return sent

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        """A stale version concerns the whole form: its sentence stands at the top."""
        super().add_error(None if field == "version" else field, error)


class VersionedForm(VersionMixin, HouseForm):
    """A plain form over rows that a colleague may change; `show_version` says how they were."""

    version = version_field()


class HouseModelForm(VersionMixin, HouseFormMixin, forms.ModelForm):
    """A model form of the house; editing an existing row, it knows by itself what was shown."""

    version = version_field()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = [name for name in self.fields if name != "version"]
            self.show_version(fingerprint(self.instance, names))
