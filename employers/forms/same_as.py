"""« La même entreprise » or « une autre »: shown while one types, decided before one saves."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from phonenumber_field.phonenumber import to_python

from employers.bce import InvalidBceError, compacted
from employers.lookups import LOOKUPS
from employers.models import Employer
from employers.twins import Described, Twin, twins_of
from mirec.core.twins import ask_once

OTHER = "autre"
LONGEST = 200
ASKED = ("name", "bce", "phone", "email", "street", "locality", "same_as")
WATCH = {
    "hx-get": reverse_lazy("employers:employer-twins"),
    "hx-trigger": "input changed delay:400ms",
    "hx-include": ", ".join(f"[name={name}]" for name in ASKED),
    "hx-target": "#ressemblants",
    "hx-swap": "innerHTML",
    "hx-sync": "#ressemblants:replace",
}
"""On a field: what resembles is asked again as one types."""
QUESTION = (
    "Cet employeur est peut-être déjà encodé : comparez ci-dessus, puis choisissez « la même » "
    "ou « une autre »."
)


def key_of(twins: list[Twin]) -> str:
    """Which twins a page shows, as `seen_twins` brings them back."""
    return "-".join(str(twin.employer.pk) for twin in twins)


def typed_so_far(typed: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of the twins while one types; half a number says nothing yet."""
    text = {name: typed.get(name, "").replace("\0", "").strip()[:LONGEST] for name in ASKED}
    named = LOOKUPS["localite"].named(text["locality"]) if text["locality"] else []
    who = Described(
        name=text["name"],
        bce=_bce(text["bce"]),
        phone=_phone(text["phone"]),
        email=text["email"],
        street=text["street"],
        locality=named[0] if len(named) == 1 else None,
    )
    twins = twins_of(who)
    return {"twins": twins, "twins_key": key_of(twins), "choice": text["same_as"]}


def _bce(typed: str) -> str:
    try:
        return compacted(typed)
    except InvalidBceError:
        return ""


def _phone(typed: str) -> str:
    number = to_python(typed)
    return str(number) if number and number.is_valid() else ""


class SameAsMixin(forms.Form):
    """`decide_on` finds the twins; `chosen` is the one that is the same enterprise, if any."""

    same_as = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    seen_twins = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.twins: list[Twin] = []
        self.chosen: Employer | None = None

    def decide_on(self, who: Described, also: Iterable[Employer] = ()) -> None:
        """Raises ValidationError until one has decided between the twins and « une autre ».

        `also` may be meant as well: their name holds what was typed. While something else is
        wrong they are only shown.
        """
        self.twins = twins_of(who)
        known = {twin.employer.pk for twin in self.twins}
        inside = [row for row in also if row.pk not in known]
        self.twins += [Twin(row, "ce nom contient le vôtre", 1) for row in inside]
        choice = self.cleaned_data.get("same_as", "")
        for twin in self.twins:
            if choice == str(twin.employer.pk):
                self.chosen = twin.employer
        if self.twins and self.chosen is None and not self.errors:
            ask_once(self, key_of(self.twins), QUESTION)
            if choice != OTHER:
                raise ValidationError(QUESTION, code="twins")

    @property
    def twins_key(self) -> str:
        return key_of(self.twins)

    @property
    def choice(self) -> str:
        return self.data.get(self.add_prefix("same_as"), "")
