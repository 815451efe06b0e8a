"""Employers and contacts: the form asks once when the employer may already be known."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from employers.bce import InvalidBceError, compacted
from employers.forms.lookups import TypedField
from employers.forms.same_as import WATCH, SameAsMixin
from employers.models import Contact, Employer
from employers.rules.nace import InvalidNaceError, normalised
from employers.services.organisations import (
    create_employer,
    save_contact,
    update_employer,
    with_bce,
)
from employers.twins import Described
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row

PHONE_SENTENCE = (
    "Ce numéro n'existe pas. Écrivez par exemple 071 12 34 56, ou +33 3… hors de Belgique."
)


class EmployerForm(SameAsMixin, HouseModelForm):
    """Creating, it shows the employers that may be the same: that one is kept, or a new one made.

    `save` gives the employer that already was there when it was chosen.
    """

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

    class Meta:
        model = Employer
        fields = (
            "name", "bce", "sector", "nace", "street", "locality", "phone", "email",
            "prospector", "note",
        )  # fmt: skip
        help_texts = {
            "sector": "Par exemple « Nettoyage », « Construction ».",
            "nace": "Deux à cinq chiffres, par exemple 81.210 ou 81210.",
            "note": "Ce qui aide à bien travailler ensemble : lu par toute la maison.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        present = User.objects.filter(pk=self.instance.prospector_id)
        self.fields["prospector"].queryset = User.objects.with_role(Role.PROSPECTOR) | present
        self.fields["prospector"].empty_label = "Personne pour l'instant"
        if not self.instance.pk and user.has_role(Role.PROSPECTOR):
            self.fields["prospector"].initial = user.pk
        self.fields["phone"].error_messages["invalid"] = PHONE_SENTENCE
        self.fields["phone"].widget.input_type = "tel"
        if not self.instance.pk:
            for name in ("name", "bce", "phone", "email", "street"):
                self.fields[name].widget.attrs |= WATCH
        self.helper.layout = Layout(
            "version",
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
            raise ValidationError(
                format_html(
                    '<a href="{}">{}</a> a déjà ce numéro BCE.', twin.get_absolute_url(), twin
                )
            )
        return number

    def clean_nace(self) -> str:
        typed = self.cleaned_data["nace"]
        try:
            return normalised(typed) if typed else ""
        except InvalidNaceError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.instance.pk and data.get("name"):
            self.decide_on(described(data))
        return data

    def save(self) -> Employer:
        if self.chosen:
            return self.chosen
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk:
            return update_employer(employer=self.instance, **data)
        return create_employer(by=self.user, **data)


def described(data: dict[str, Any]) -> Described:
    """The employer as the form's values tell it, those that are valid."""
    return Described(
        name=data["name"],
        bce=data.get("bce") or "",
        phone=str(data.get("phone") or ""),
        email=data.get("email") or "",
        street=data.get("street") or "",
        locality=data.get("locality"),
    )


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
