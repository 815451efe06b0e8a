"""What of a person goes to an employer, by which way, and since when the person agrees."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Document
from employers.enums import ConsentMeans, ProfileChannel
from employers.models import Contact, ProfileSending, Proposal
from employers.services.profile_sheets import Item, sheet_of
from employers.services.sendings import cvs_of, send_profile
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row
from mirec.core.wording import day_full

ANONYMOUS, NAMED = "anonyme", "nomme"
SAID = ("kind", "document", "skills", "items", "message")
KINDS = [(ANONYMOUS, "Anonyme, sous une référence"), (NAMED, "Avec le nom de la personne")]


class CVField(forms.ModelChoiceField):
    """The CVs by the name of their file and the day they came."""

    def label_from_instance(self, document: Document) -> str:
        return f"{document.name} ({day_full(document.created_at)})"


class SendForm(HouseForm):
    """Anonymous unless one chooses otherwise; the name and the CV only for the person's team."""

    kind = forms.ChoiceField(
        label="Profil", choices=KINDS, initial=ANONYMOUS, widget=forms.RadioSelect
    )
    document = CVField(label="Joindre un CV", queryset=Document.objects.none(), required=False)
    skills = forms.TypedMultipleChoiceField(
        label="Compétences",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    items = forms.MultipleChoiceField(
        label="Expérience et diplôme", required=False, widget=forms.CheckboxSelectMultiple
    )
    message = forms.CharField(
        label="Un mot à l'employeur",
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text="Dans un profil anonyme : ni nom, ni âge, ni « il » ou « elle ».",
    )
    channel = forms.ChoiceField(
        label="Par quel moyen",
        choices=ProfileChannel.choices,
        initial=ProfileChannel.EMAIL,
        widget=forms.RadioSelect,
    )
    recipient = forms.ModelChoiceField(
        label="À",
        queryset=Contact.objects.none(),
        required=False,
        help_text="Demandé pour un envoi par e-mail.",
    )
    agreed = forms.BooleanField(label="La personne est d'accord avec cet envoi")
    consented_on = forms.DateField(label="Accord donné le")
    consent_means = forms.ChoiceField(
        label="Comment", choices=[("", "Choisissez"), *ConsentMeans.choices]
    )

    def __init__(
        self,
        *args: Any,
        proposal: Proposal,
        may_open: bool,
        skills: list[tuple[int, str]],
        items: list[Item],
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, self.may_open, self.user, self.on = proposal, may_open, user, on
        self.fields["skills"].choices = skills
        self.fields["items"].choices = [(item.key, item.label) for item in items]
        contacts = proposal.vacancy.employer.contacts.all()
        self.fields["recipient"].queryset = contacts
        self.fields["recipient"].empty_label = "Choisissez" if contacts else "Aucun contact encodé"
        self.fields["document"].empty_label = "Aucun"
        if may_open:
            self.fields["document"].queryset = cvs_of(proposal.beneficiary, user)
        for name, is_dropped in (
            ("kind", not may_open),
            ("document", not may_open),
            ("skills", not skills),
            ("items", not items),
        ):
            if is_dropped:
                del self.fields[name]
        self.helper.layout = Layout(
            Fieldset("Ce qui est dit", *[name for name in SAID if name in self.fields]),
            Fieldset("L'envoi", "channel", "recipient"),
            Fieldset("L'accord de la personne", "agreed", row("consented_on", "consent_means")),
        )

    def clean_consented_on(self) -> date:
        day = self.cleaned_data["consented_on"]
        if day > self.on:
            raise ValidationError("Cette date n'est pas encore venue.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("document") and self._is_anonymous(data):
            self.add_error("document", "Un CV porte le nom : choisissez d'abord le profil nommé.")
        return data

    @property
    def preview(self) -> dict[str, Any]:
        """The sheet as it would leave now, whatever else is still to be filled in."""
        data = getattr(self, "cleaned_data", None) or {}
        if not self.is_bound:
            data = {
                name: self.get_initial_for_field(self.fields[name], name) for name in self.fields
            }
        return sheet_of(
            self.proposal,
            on=self.on,
            skills=data.get("skills") or [],
            items=data.get("items") or [],
            is_anonymous=self._is_anonymous(data),
            with_title=self.may_open,
            message=data.get("message") or "",
        )

    def save(self) -> ProfileSending:
        data = self.cleaned_data
        return send_profile(
            proposal=self.proposal,
            channel=ProfileChannel(data["channel"]),
            recipient=data["recipient"],
            is_anonymous=self._is_anonymous(data),
            document=data.get("document"),
            skills=data.get("skills", []),
            items=data.get("items", []),
            message=data["message"],
            consented_on=data["consented_on"],
            consent_means=ConsentMeans(data["consent_means"]),
            by=self.user,
            on=self.on,
        )

    def _is_anonymous(self, data: dict[str, Any]) -> bool:
        return data.get("kind", ANONYMOUS) != NAMED
