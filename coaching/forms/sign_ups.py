"""Who comes to a session of information: on the public page, by phone, at the door."""

import re
from datetime import date, datetime
from unicodedata import normalize

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.enums import IntakeSource
from beneficiaries.models import Beneficiary
from beneficiaries.twins import Described, twins_of
from coaching.enums import SeatStatus
from coaching.models import InformationSession, SignUp
from coaching.services.candidates import Candidate, make_candidate
from coaching.services.information import add_sign_up, sign_up, walk_in
from coaching.tasks import tell_later
from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row
from mirec.core.robots import RobotProofMixin
from mirec.core.twins import ask_once
from partners.models import Partner

NAME = re.compile(r"[^\W\d_]+(?:[ '’-]{1,2}[^\W\d_]+)*")
FIELDS = ("first_name", "last_name", "email", "phone", "source", "partner")


class SignUpForm(HouseModelForm):
    """The fields of every sign-up; a subclass says what `save()` does with them."""

    class Meta:
        model = SignUp
        fields = FIELDS

    def __init__(self, *args, session: InformationSession, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.at = session, at
        self.fields["source"].choices = [("", "Choisissez"), *IntakeSource.choices]
        self.fields["partner"].queryset = Partner.objects.all()
        self.fields["partner"].empty_label = "Aucun, ou je ne sais pas"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].error_messages["invalid"] = (
            "Ce numéro n'existe pas. Écrivez par exemple 0470 12 34 56, ou +33 6… hors de Belgique."
        )
        self.helper.layout.fields = [
            "version",
            row("first_name", "last_name"),
            row("email", "phone"),
            row("source", "partner"),
        ]

    def clean(self) -> dict:
        """A partner is the sender's own name: it goes with that answer alone."""
        data = super().clean()
        if data.get("source") == IntakeSource.SPONTANEOUS:
            data["partner"] = None
        return data

    @property
    def person(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class PublicSignUpForm(RobotProofMixin, SignUpForm):
    """What anybody fills in; each field says in plain words what it is for."""

    class Meta(SignUpForm.Meta):
        labels = {"source": "Qui vous a parlé de nous ?", "partner": "Quel organisme ?"}
        help_texts = {
            "email": "Pour recevoir la confirmation et le rappel.",
            "phone": "Pour vous prévenir si vous n'avez pas d'e-mail. L'un des deux suffit.",
        }

    def __init__(self, *args, session: InformationSession, at: datetime, **kwargs) -> None:
        super().__init__(*args, session=session, at=at, **kwargs)
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        self.fields["source"].choices = [
            ("", "Choisissez"),
            (IntakeSource.SPONTANEOUS.value, "Personne, je viens de moi-même"),
            *(c for c in IntakeSource.choices if c[0] != IntakeSource.SPONTANEOUS),
        ]

    def clean_first_name(self) -> str:
        return _name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        return _name(self.cleaned_data["last_name"])

    def save(self) -> SeatStatus:
        status = sign_up(session=self.session, at=self.at, **self.person)
        tell_later(self.session)
        return status


def _name(typed: str) -> str:
    """Letters only: a mail in our name must not carry somebody else's address or sentence."""
    name = normalize("NFC", " ".join(typed.split()))
    if not NAME.fullmatch(name):
        raise ValidationError("Un nom s'écrit avec des lettres, des espaces et des traits d'union.")
    return name


class PhonedSignUpForm(SignUpForm):
    """A colleague writes down who calls or is announced by a partner."""

    def save(self) -> SignUp:
        made = add_sign_up(session=self.session, at=self.at, **self.person)
        tell_later(self.session)
        return made


class WalkInForm(SignUpForm):
    """At the door, on a telephone: somebody whom nobody expected."""

    def save(self) -> SignUp:
        return walk_in(session=self.session, at=self.at, **self.person)


class CandidateForm(HouseForm):
    """Shows once the files that may be the same person; a second send decides, or joins one."""

    same_as = forms.ModelChoiceField(
        label="Est-ce une de ces personnes ?",
        queryset=Beneficiary.objects.none(),
        required=False,
        empty_label="Non, c'est une autre personne : ouvrir un nouveau dossier",
        widget=forms.RadioSelect,
    )
    team = forms.ModelChoiceField(label="Équipe", queryset=Team.objects.all())
    seen_twins = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args, sign_up: SignUp, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sign_up, self.user, self.on = sign_up, user, on
        described = Described(
            first_name=sign_up.first_name,
            last_name=sign_up.last_name,
            born_on=None,
            phone=str(sign_up.phone),
        )
        self.twins = twins_of(described, user=user)
        visible = Beneficiary.objects.visible_to(user)
        joinable = visible.filter(pk__in=[twin.person.pk for twin in self.twins])
        self.fields["same_as"].queryset = joinable
        if not joinable:
            del self.fields["same_as"]
            self.helper.layout.fields.remove("same_as")
        if not user.has_role(Role.MANAGER):
            self.fields["team"].queryset = Team.objects.filter(pk=user.team_id)
        self.fields["team"].initial = user.team_id

    @property
    def twins_seen(self) -> str:
        return "-".join(str(twin.person.pk) for twin in self.twins)

    def clean(self) -> dict:
        data = super().clean()
        sentence = "Cette personne a peut-être déjà un dossier : comparez, puis décidez."
        ask_once(self, self.twins_seen, sentence)
        return data

    def save(self) -> Candidate:
        data = self.cleaned_data
        return make_candidate(
            sign_up=self.sign_up,
            by=self.user,
            on=self.on,
            team=data["team"],
            same_as=data.get("same_as"),
        )
