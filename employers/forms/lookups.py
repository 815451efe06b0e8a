"""A row of a long list, typed with suggestions; several such fields may stand on one page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from beneficiaries.forms.lookups import SHOWN_CHOICES, LookupField, SuggestInput
from employers.lookups import LABELS, LOOKUPS


class TypedInput(SuggestInput):
    """Its list of suggestions is named after the field, so that rows of a formset stay apart."""

    def __init__(self, lookup: str) -> None:
        super().__init__(lookup)
        self.attrs["hx-get"] = reverse_lazy("employers:suggestions", args=[lookup])

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        own = f"suggestions-{name}"
        context["widget"]["attrs"] |= {"list": own, "hx-target": f"#{own}"}
        return context


class TypedField(LookupField):
    """A `LookupField` over the lists of this room; its value is the row, or None."""

    def __init__(self, lookup: str, **options: Any) -> None:
        options.setdefault("max_length", 200)
        self.lookup = LOOKUPS[lookup]
        self.label_of = LABELS.get(lookup, str)
        super(LookupField, self).__init__(widget=TypedInput(lookup), **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            row = self.lookup.search("").filter(pk=value).first()
            return self.label_of(row) if row else ""
        return value

    def clean(self, value: Any) -> Any:
        text = super(LookupField, self).clean(value)
        if not text:
            return None
        rows = self.lookup.named(text)
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise ValidationError(self.lookup.nothing_found)
        shown = " ; ".join(self.label_of(row) for row in rows[:SHOWN_CHOICES])
        raise ValidationError(f"Plusieurs réponses sont possibles, précisez : {shown}.")
