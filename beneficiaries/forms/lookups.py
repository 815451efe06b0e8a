"""A row of a long list, typed with suggestions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from beneficiaries.lookups import LOOKUPS, Lookup

SHOWN_CHOICES = 6
SHOWN_NEAR = 4


class SuggestInput(forms.TextInput):
    """A text input whose suggestions come from the server while one types."""

    template_name = "beneficiaries/widgets/suggest.html"

    def __init__(self, lookup: str) -> None:
        super().__init__(
            {
                "role": "combobox",
                "aria-autocomplete": "list",
                "aria-expanded": "false",
                "autocomplete": "off",
                "hx-get": reverse_lazy("beneficiaries:suggestions", args=[lookup]),
                "hx-trigger": "input changed delay:150ms",
                "hx-swap": "innerHTML",
                "hx-sync": "this:replace",
            }
        )

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        """The list is named after the field, so that rows of a formset stay apart."""
        context = super().get_context(name, value, attrs)
        own = f"suggestions-{name}"
        context["widget"]["list_id"] = own
        context["widget"]["attrs"] |= {"aria-controls": own, "hx-target": f"#{own}"}
        return context


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
            raise ValidationError(self._nothing_found(text))
        shown = " ; ".join(self.lookup.label_of(row) for row in rows[:SHOWN_CHOICES])
        raise ValidationError(f"Plusieurs réponses sont possibles, précisez : {shown}.")

    def _nothing_found(self, text: str) -> str:
        """With what resembles, when the spelling is at fault: only the person may choose."""
        near = self.lookup.suggestions(text)[:SHOWN_NEAR] if self.lookup.similar else []
        if not near:
            return self.lookup.nothing_found
        shown = " ; ".join(self.lookup.label_of(row) for row in near)
        return f"Rien ne s'écrit ainsi. Vouliez-vous : {shown} ?"
