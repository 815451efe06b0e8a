"""Accounts of the staff, teams, and the doors without a password."""

from typing import Any

from allauth.account.forms import LoginForm
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import Team, User
from mirec.accounts.services import change_account, create_team, open_account
from mirec.core.fields import MailInput
from mirec.core.forms import HouseForm, HouseModelForm
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


class PasswordLoginForm(LoginForm):
    """« Rester connecté » holds longer on the own telephone of an accompanied person."""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url)
        is_in = request.user.is_authenticated
        if self.cleaned_data["remember"] and is_in and request.user.has_verb(Permission.OWN_SPACE):
            request.session.set_expiry(settings.OWN_PHONE_SESSION)
        return response


class LinkForm(HouseForm):
    """Where to send the link by which one signs in."""

    email = MailInput(
        label="Votre adresse e-mail",
        max_length=254,
        error_messages={"required": "Écrivez votre adresse e-mail."},
    )


class CodeForm(HouseForm):
    code = forms.CharField(
        label="Votre code",
        max_length=40,
        help_text="Huit lettres et chiffres, sur le papier de votre coach.",
        error_messages={"required": "Écrivez le code de votre papier."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "code-input",
        }
