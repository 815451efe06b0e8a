"""A row of a long list, typed with suggestions; several such fields may stand on one page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse_lazy

from beneficiaries.forms.lookups import LookupField, SuggestInput
from employers.lookups import LOOKUPS
from mirec.core.search import plain

LONGEST_NAME = 160


class TypedInput(SuggestInput):
    """Its suggestions come from this room."""

    def __init__(self, lookup: str) -> None:
        super().__init__(lookup)
        self.attrs["hx-get"] = reverse_lazy("employers:suggestions", args=[lookup])


class TypedField(LookupField):
    """A `LookupField` over the lists of this room; its value is the row, or None."""

    lookups = LOOKUPS
    input_class = TypedInput


class NewOrKnownField(TypedField):
    """The row that the text names exactly, else the text itself: the name of a new one."""

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        known = [row for row in self.lookup.named(text) if self._is(row, text)]
        if len(known) == 1:
            return known[0]
        if known or not any(sign.isalpha() for sign in text):
            return super().clean(value)
        if len(text) > LONGEST_NAME:
            raise ValidationError(f"Un nom a au plus {LONGEST_NAME} caractères.")
        return text

    def _is(self, row: Model, text: str) -> bool:
        return plain(text) in {plain(str(row)), plain(self.lookup.label_of(row))}
