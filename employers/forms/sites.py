"""A place where the employer works, and how one gets there."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from employers.bce import InvalidBceError, unit_compacted
from employers.forms.lookups import TypedField
from employers.models import Employer, Site
from employers.services.sites import save_site, unit_holder
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row


class SiteForm(HouseModelForm):
    unit_number = forms.CharField(
        label="Numéro d'unité d'établissement",
        required=False,
        max_length=30,
        help_text="Dix chiffres, de 2 à 8 pour le premier, avec ou sans points.",
    )
    locality = TypedField(
        "localite",
        label="Code postal et localité",
        required=False,
        help_text="Par exemple « 6041 » ou « Gosselies », puis choisissez.",
    )

    class Meta:
        model = Site
        fields = ("name", "unit_number", "street", "locality", "access_without_car")
        help_texts = {
            "name": "Par exemple « Dépôt de Gosselies ».",
            "access_without_car": "Ligne de bus, gare, minutes à pied : repris dans chaque offre.",
        }

    def __init__(self, *args: Any, employer: Employer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer
        self.user = user
        self.helper.layout = Layout(
            "version",
            row("name", "unit_number"),
            row("street", "locality"),
            "access_without_car",
        )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        twins = self.employer.sites.exclude(pk=self.instance.pk).filter(name=name)
        if twins.exists():
            raise ValidationError("Cet employeur a déjà un site de ce nom.")
        return name

    def clean_unit_number(self) -> str | None:
        """The compact number, None when nothing was typed."""
        typed = self.cleaned_data["unit_number"]
        if not typed:
            return None
        try:
            number = unit_compacted(typed)
        except InvalidBceError as error:
            raise ValidationError(str(error)) from error
        holder = unit_holder(number, except_pk=self.instance.pk)
        if holder:
            whose = "ici même" if holder.employer == self.employer else f"chez {holder.employer}"
            raise ValidationError(f"Le site « {holder} », {whose}, a déjà ce numéro.")
        return number

    def save(self) -> Site:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return save_site(site=self.instance, employer=self.employer, by=self.user, **data)
