"""Employers and contacts: the form asks once when the employer may already be known."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from employers.bce import InvalidBceError, compacted
from employers.forms.lookups import TypedField
from employers.models import Contact, Employer
from employers.services.organisations import (
    create_employer,
    near_names,
    save_contact,
    update_employer,
    with_bce,
)
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row

NACE = re.compile(r"\d{2}(\.?\d{1,3}){0,2}", re.ASCII)
PHONE_SENTENCE = (
    "Ce numéro n'existe pas. Écrivez par exemple 071 12 34 56, ou +33 3… hors de Belgique."
)


class EmployerForm(HouseModelForm):
    """Creating, it shows once the employers of nearly the same name; a second send decides."""

    bce = forms.CharField(
        label="Numéro BCE",
        required=False,
        max_length=30,
        help_text="Avec ou sans points, avec ou sans BE.",
    )
    locality = TypedField(
        "localite",
        label="Code postal et localité",
        required=False,
        help_text="Par exemple « 6000 » ou « Jumet », puis choisissez.",
    )
    seen_twins = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    class Meta:
        model = Employer
        fields = (
            "name", "bce", "sector", "nace", "street", "locality", "phone", "email",
            "prospector", "note",
        )  # fmt: skip
        help_texts = {
            "sector": "Par exemple « Nettoyage », « Construction ».",
            "nace": "Deux à cinq chiffres, par exemple 81.210.",
            "note": "Ce qui aide à bien travailler ensemble : lu par toute la maison.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.twins: list[Employer] = []
        present = User.objects.filter(pk=self.instance.prospector_id)
        self.fields["prospector"].queryset = User.objects.with_role(Role.PROSPECTOR) | present
        self.fields["prospector"].empty_label = "Personne pour l'instant"
        if not self.instance.pk and user.has_role(Role.PROSPECTOR):
            self.fields["prospector"].initial = user.pk
        self.fields["phone"].error_messages["invalid"] = PHONE_SENTENCE
        self.fields["phone"].widget.input_type = "tel"
        self.helper.layout = Layout(
            "version",
            "seen_twins",
            Fieldset(
                "Entreprise",
                row("name", "bce"),
                row("sector", "nace", "prospector"),
            ),
            Fieldset(
                "Adresse et contact",
                row("street", "locality"),
                row("phone", "email"),
            ),
            Fieldset("À savoir", "note"),
        )

    def clean_bce(self) -> str | None:
        """The compact number, None when nothing was typed."""
        typed = self.cleaned_data["bce"]
        if not typed:
            return None
        try:
            number = compacted(typed)
        except InvalidBceError as error:
            raise ValidationError(str(error)) from error
        twin = with_bce(number, except_pk=self.instance.pk)
        if twin:
            self.twins = [twin]
            raise ValidationError(f"{twin} a déjà ce numéro BCE : ouvrez sa fiche ci-dessus.")
        return number

    def clean_nace(self) -> str:
        nace = self.cleaned_data["nace"]
        if nace and not NACE.fullmatch(nace):
            raise ValidationError("Un code NACE a deux à cinq chiffres, par exemple 81.210.")
        return nace

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.pk and not self.errors:
            self._look_for_twins(data)
        return data

    def _look_for_twins(self, data: dict[str, Any]) -> None:
        self.twins = list(near_names(data["name"]))
        found = "-".join(str(twin.pk) for twin in self.twins)
        if self.twins and data.get("seen_twins") != found:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_twins")] = found
            raise ValidationError(
                "Cet employeur est peut-être déjà encodé : comparez ci-dessous. Si c'en est bien "
                "un autre, enregistrez à nouveau.",
                code="twins",
            )

    def save(self) -> Employer:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk:
            return update_employer(employer=self.instance, **data)
        return create_employer(by=self.user, **data)


class ContactForm(HouseModelForm):
    class Meta:
        model = Contact
        fields = ("first_name", "last_name", "position", "phone", "email")

    def __init__(self, *args: Any, employer: Employer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.employer = employer
        self.user = user
        self.fields["phone"].error_messages["invalid"] = PHONE_SENTENCE
        self.fields["phone"].widget.input_type = "tel"
        self.helper.layout = Layout(
            "version",
            row("first_name", "last_name"),
            "position",
            row("phone", "email"),
        )

    def save(self) -> Contact:
        return save_contact(contact=self.instance, employer=self.employer, by=self.user)
