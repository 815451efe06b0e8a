"""Several files in one field, each through the house's gate."""

from typing import Any

from django import forms

from mirec.core.files import ACCEPTED, stored_fields
from mirec.core.forms import FilesInput

MOST_FILES = 10


class FilesField(forms.FileField):
    """Its value is the fields of a stored file for each one chosen (`mirec.core.files`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "PDF, photo, Word ou Excel, 10 Mo au plus chacun.")
        widget = FilesInput(attrs={"multiple": True, "accept": ACCEPTED})
        super().__init__(widget=widget, **options)

    def clean(self, value: Any, initial: Any = None) -> list[dict[str, Any]]:
        if len(value) > MOST_FILES:
            raise forms.ValidationError(f"Dix fichiers à la fois au plus ; en voici {len(value)}.")
        return [stored_fields(forms.FileField.clean(self, each)) for each in value]
