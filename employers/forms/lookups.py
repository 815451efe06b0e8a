"""A row of a long list, typed with suggestions; several such fields may stand on one page."""

from django.urls import reverse_lazy

from beneficiaries.forms.lookups import LookupField, SuggestInput
from employers.lookups import LOOKUPS


class TypedInput(SuggestInput):
    """Its suggestions come from this room."""

    def __init__(self, lookup: str) -> None:
        super().__init__(lookup)
        self.attrs["hx-get"] = reverse_lazy("employers:suggestions", args=[lookup])


class TypedField(LookupField):
    """A `LookupField` over the lists of this room; its value is the row, or None."""

    lookups = LOOKUPS
    input_class = TypedInput
