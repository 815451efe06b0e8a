"""A row of a long list, typed with suggestions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from beneficiaries.lookups import LOOKUPS, Lookup

SHOWN_CHOICES = 6


class SuggestInput(forms.TextInput):
    """A text input whose suggestions come from the server while one types."""

    template_name = "beneficiaries/widgets/suggest.html"

    def __init__(self, lookup: str) -> None:
        super().__init__(
            {
                "list": f"suggestions-{lookup}",
                "autocomplete": "off",
                "hx-get": reverse_lazy("beneficiaries:suggestions", args=[lookup]),
                "hx-trigger": "input changed delay:150ms",
                "hx-target": f"#suggestions-{lookup}",
                "hx-swap": "innerHTML",
            }
        )


class LookupField(forms.CharField):
    """The text must name exactly one row; its value is that row, or None."""

    lookups: Mapping[str, Lookup] = LOOKUPS
    input_class = SuggestInput

    def __init__(self, lookup: str, **options: Any) -> None:
        self.lookup = self.lookups[lookup]
        options.setdefault("max_length", 200)
        super().__init__(widget=self.input_class(lookup), **options)

    def prepare_value(self, value: Any) -> Any:
        """A stored key is shown as its row; what was typed stays as it was typed."""
        if isinstance(value, int):
            row = self.lookup.search("").filter(pk=value).first()
            return self.lookup.label_of(row) if row else ""
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        rows = self.lookup.named(text)
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise ValidationError(self.lookup.nothing_found)
        shown = " ; ".join(self.lookup.label_of(row) for row in rows[:SHOWN_CHOICES])
        raise ValidationError(f"Plusieurs réponses sont possibles, précisez : {shown}.")
