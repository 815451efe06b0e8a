"""Accounts of the staff, and teams."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from mirec.accounts.services import change_account, create_team, open_account
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row

STAFF_CHOICES = [(role.value, role.label) for role in Role if role is not Role.BENEFICIARY]
OWNER_CHOICES = [(Role.BENEFICIARY.value, Role.BENEFICIARY.label)]


class UserForm(HouseModelForm):
    """A staff account never becomes a beneficiary's, nor the reverse."""

    roles = forms.MultipleChoiceField(
        label="Rôles",
        choices=STAFF_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Une personne peut en avoir plusieurs ; ses droits s'additionnent.",
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "phone", "roles", "team", "is_active")
        help_texts = {
            "team": "Un·e jobcoach voit les dossiers de son équipe.",
            "is_active": "Un compte fermé ne peut plus se connecter ; ce qu'il a écrit reste.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["phone"].error_messages["invalid"] = (
            "Ce numéro n'existe pas. Écrivez par exemple 0470 12 34 56."
        )
        if self.instance.pk and self.instance.has_role(Role.BENEFICIARY):
            self.fields["roles"].choices = OWNER_CHOICES
        if not self.instance.pk:
            del self.fields["is_active"]
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        access = ["roles", "team"] + (["is_active"] if "is_active" in self.fields else [])
        return Layout(
            "version",
            Fieldset("Personne", row("first_name", "last_name"), row("email", "phone")),
            Fieldset("Accès", *access),
        )

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Un compte existe déjà avec cette adresse e-mail.")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if Role.COACH in data.get("roles", []) and "team" in data and not data["team"]:
            self.add_error("team", "Un·e jobcoach a besoin d'une équipe pour voir des dossiers.")
        return data

    def save(self) -> User:
        data = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        if not self.instance.pk:
            return open_account(by=self.user, **data)
        return change_account(user=self.instance, by=self.user, **data)


class TeamForm(HouseModelForm):
    class Meta:
        model = Team
        fields = ("name",)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Team.objects.filter(name__iexact=name).exists():
            raise ValidationError("Une équipe porte déjà ce nom.")
        return name

    def save(self) -> Team:
        return create_team(name=self.cleaned_data["name"], by=self.user)
