"""Which period does the inspection cover, and how many files are drawn?"""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row
from mirec.core.refusals import BACKWARDS
from reporting.models import FIRST_YEAR, Inspection
from reporting.services.inspections import draw_inspection

MOST_FILES = 60
MOST_SEED = 2**31 - 1
PROPOSED_FILES = 10


class InspectionForm(HouseForm):
    starts_on = forms.DateField(label="Du")
    ends_on = forms.DateField(label="Au")
    size = forms.IntegerField(
        label="Nombre de dossiers",
        min_value=1,
        max_value=MOST_FILES,
        initial=PROPOSED_FILES,
        error_messages={"max_value": f"{MOST_FILES} dossiers au plus dans un échantillon."},
    )
    seed = forms.IntegerField(
        label="Graine du tirage",
        min_value=0,
        max_value=MOST_SEED,
        help_text="Le même nombre et la même période donnent le même échantillon.",
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.fields["starts_on"].initial = on.replace(month=1, day=1)
        self.fields["ends_on"].initial = on
        self.fields["seed"].initial = int(f"{on:%Y%m%d}")
        self.helper.layout = Layout(row("starts_on", "ends_on"), row("size", "seed"))

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(f"Le premier régime date de {FIRST_YEAR}.")
        if day > self.on:
            raise forms.ValidationError("Cette période n'a pas encore commencé.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", BACKWARDS)
        return data

    def save(self) -> Inspection:
        return draw_inspection(by=self.user, on=self.on, **self.cleaned_data)
