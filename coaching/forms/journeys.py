"""Opening, signing and closing a parcours; each `save()` calls one service."""

from datetime import date

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.models import Beneficiary
from coaching.enums import ExitReason, FirstInterview
from coaching.forms.days import not_in_future
from coaching.models import Journey
from coaching.services.conventions import agree_on_paper
from coaching.services.journeys import close_journey, open_journey
from mirec.core.forms import HouseForm
from partners.models import Partner


class JourneyOpenForm(HouseForm):
    opened_on = forms.DateField(label="Date du premier entretien")
    first_interview = forms.ChoiceField(label="Premier entretien", choices=FirstInterview.choices)
    reentry_decision = forms.CharField(
        label="Décision du Forem pour une nouvelle prise en charge",
        required=False,
        max_length=200,
        help_text="Seulement si la dernière convention a pris fin il y a moins d'un an : date et "
        "référence de la décision (D. 2023, art. 6, § 3).",
    )

    def __init__(self, *args, beneficiary: Beneficiary, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user, self.on = beneficiary, user, on

    def clean_opened_on(self) -> date:
        return not_in_future(self.cleaned_data["opened_on"], self.on)

    def save(self) -> Journey:
        return open_journey(beneficiary=self.beneficiary, by=self.user, **self.cleaned_data)


class AgreementForm(HouseForm):
    """Notes an agreement signed on paper, on one of the person's recorded assessments."""

    assessment = forms.ModelChoiceField(
        label="Évaluation retenue", queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    agreed_on = forms.DateField(label="Date de signature de la convention")
    derogation_reason = forms.CharField(
        label="Motif de la dérogation",
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        help_text="À remplir seulement si la personne n'est pas éligible ; réservé à la direction.",
    )

    def __init__(self, *args, journey: Journey, user, on: date, may_derogate: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on
        self.fields["assessment"].queryset = journey.beneficiary.assessments.all()
        if not may_derogate:
            del self.fields["derogation_reason"]
        self.helper.layout = Layout(*self.fields)

    def clean_agreed_on(self) -> date:
        return not_in_future(self.cleaned_data["agreed_on"], self.on)

    def save(self) -> Journey:
        return agree_on_paper(journey=self.journey, by=self.user, **self.cleaned_data)


class JourneyCloseForm(HouseForm):
    closed_on = forms.DateField(label="Date de fin")
    exit_reason = forms.ChoiceField(label="Motif de sortie")
    oriented_to = forms.ModelChoiceField(
        label="Partenaire qui prend le relais",
        queryset=Partner.objects.none(),
        required=False,
        empty_label="Aucun",
        help_text="Pour une orientation. Le courrier à la personne nomme ce partenaire.",
    )
    exit_note = forms.CharField(
        label="Précision",
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        help_text="En cas de refus ou d'orientation, ces motifs figurent dans le courrier à la "
        "personne : écrivez-les comme si vous lui parliez.",
    )

    def __init__(self, *args, journey: Journey, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on
        self.fields["exit_reason"].choices = [("", "Choisissez un motif")] + [
            (reason.value, reason.label)
            for reason in ExitReason
            if reason.fits(has_agreement=journey.agreed_on is not None)
        ]
        if journey.agreed_on:
            del self.fields["oriented_to"]
            self.fields["exit_note"].help_text = ""
        else:
            self.fields["oriented_to"].queryset = Partner.objects.visible_to(user)
        self.helper.layout = Layout(*self.fields)

    def clean_closed_on(self) -> date:
        return not_in_future(self.cleaned_data["closed_on"], self.on)

    def save(self) -> Journey:
        return close_journey(journey=self.journey, by=self.user, **self.cleaned_data)
