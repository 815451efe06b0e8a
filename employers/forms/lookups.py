"""A row of a long list, typed with suggestions; several such fields may stand on one page."""

from typing import Any

from django.urls import reverse_lazy

from beneficiaries.forms.lookups import LookupField, SuggestInput
from employers.lookups import LOOKUPS


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

    lookups = LOOKUPS
    input_class = TypedInput
