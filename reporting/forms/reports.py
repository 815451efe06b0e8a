"""Which year is the report about?"""

from datetime import date

from django import forms

from mirec.core.forms import HouseForm
from reporting.models import FIRST_YEAR, Report
from reporting.services.production import request_report


class YearForm(HouseForm):
    year = forms.IntegerField(
        label="Année",
        min_value=FIRST_YEAR,
        help_text="Pour une année en cours, les chiffres s'arrêtent au jour du calcul.",
        error_messages={
            "required": "Indiquez une année.",
            "invalid": "Écrivez l'année en quatre chiffres.",
            "min_value": f"Le premier régime date de {FIRST_YEAR} : choisissez une année "
            "à partir de celle-là.",
        },
    )

    def __init__(self, *args, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.fields["year"].initial = on.year - 1
        self.fields["year"].widget.attrs.update({"max": on.year, "inputmode": "numeric"})

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if year > self.on.year:
            raise forms.ValidationError("Cette année n'a pas encore commencé.")
        return year

    def save(self) -> Report:
        return request_report(year=self.cleaned_data["year"], by=self.user, on=self.on)
