"""Drawing up the convention, and receiving its signatures."""

from datetime import date

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.forms.signing import SignatureForm
from coaching.models import Agreement, AgreementSignature, Journey
from coaching.services.conventions import draw_up_agreement, sign_convention
from mirec.core.forms import HouseForm


class AgreementDrawForm(HouseForm):
    """What the paper must know; a parcours that has its convention keeps assessment and day."""

    assessment = forms.ModelChoiceField(
        label="Évaluation retenue", queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    planned_on = forms.DateField(
        label="Signature prévue le",
        help_text="Les dates du papier sont celles d'une signature ce jour-là.",
    )
    with_forem = forms.BooleanField(
        label="Le Forem signe aussi (convention tripartite)", required=False
    )
    derogation_reason = forms.CharField(
        label="Motif de la dérogation",
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        help_text="À remplir seulement si la personne n'est pas éligible ; réservé à la direction. "
        "Ce motif figure sur le papier.",
    )

    def __init__(self, *args, journey: Journey, user, on: date, may_derogate: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on
        self.fields["assessment"].queryset = journey.beneficiary.assessments.all()
        if not may_derogate:
            del self.fields["derogation_reason"]
        if journey.agreed_on:
            for name in {"assessment", "planned_on", "derogation_reason"} & set(self.fields):
                del self.fields[name]
        self.helper.layout = Layout(*self.fields)

    def clean_planned_on(self) -> date:
        planned_on = self.cleaned_data["planned_on"]
        if planned_on < self.on:
            raise forms.ValidationError(
                "Pour une convention déjà signée sur papier, passez par « Signer la convention »."
            )
        return planned_on

    def save(self) -> Agreement:
        kept = {"assessment": self.journey.assessment, "planned_on": self.journey.agreed_on}
        return draw_up_agreement(
            journey=self.journey, by=self.user, on=self.on, **(kept | self.cleaned_data)
        )


class AgreementSignatureForm(SignatureForm):
    """The last signature opens the accompaniment."""

    def save(self) -> AgreementSignature:
        return sign_convention(agreement=self.paper, **self.given())
