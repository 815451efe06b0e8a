"""What the two lists of matching can be narrowed by; it lives in the address."""

from typing import Any

from django import forms

from employers.forms.lookups import TypedField
from employers.queries import Narrowed
from mirec.core.forms import HouseForm

LONGEST = 100


class NarrowForm(HouseForm):
    """`seekers` adds the box that widens the list beyond those who look for work."""

    q = forms.CharField(
        label="Chercher",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    commune = TypedField("localite", label="Commune", required=False)
    indispensables = forms.BooleanField(label="Toutes les indispensables", required=False)
    comblable = forms.BooleanField(label="Écart comblable", required=False)
    tous = forms.BooleanField(label="Aussi qui ne cherche pas d'emploi", required=False)

    def __init__(self, *args: Any, seekers: bool, placeholder: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["placeholder"] = placeholder
        if not seekers:
            del self.fields["tous"]

    @property
    def narrowed(self) -> Narrowed:
        """What is wrong narrows nothing: its sentence stands beside the field."""
        self.is_valid()
        data = self.cleaned_data
        place = data.get("commune")
        return Narrowed(
            q=data.get("q", ""),
            commune=place.commune if place else "",
            musts_only=data.get("indispensables", False),
            fillable_only=data.get("comblable", False),
            everybody=data.get("tous", False),
        )
