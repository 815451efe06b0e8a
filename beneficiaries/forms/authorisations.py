"""An authorisation to derogate: its year, its reference and its day."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django.core.exceptions import ValidationError

from beneficiaries.models import DerogationAuthorisation
from beneficiaries.services.authorisations import save_authorisation
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row


class AuthorisationForm(HouseModelForm):
    class Meta:
        model = DerogationAuthorisation
        fields = ("year", "reference", "granted_on")
        help_texts = {"reference": "Par exemple : arrêté ministériel du 12.03.2015."}

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.helper.layout = Layout("version", row("year", "granted_on"), "reference")

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"regime"}

    def clean_year(self) -> int:
        year, regime = self.cleaned_data["year"], self.instance.regime
        last = regime.valid_to.year if regime.valid_to else self.on.year + 1
        if not regime.valid_from.year <= year <= last:
            raise ValidationError(
                f"Le régime {regime.code} vaut de {regime.valid_from.year} à {last}."
            )
        return year

    def clean_granted_on(self) -> date:
        day = self.cleaned_data["granted_on"]
        if day > self.on:
            raise ValidationError("Cette date est à venir : relisez celle de l'autorisation.")
        return day

    def save(self) -> DerogationAuthorisation:
        return save_authorisation(authorisation=self.instance, by=self.user)
