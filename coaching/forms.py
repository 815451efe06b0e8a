"""Forms of the accompaniment; each `save()` calls one service."""

from datetime import date

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from beneficiaries.models import Beneficiary
from coaching.enums import Audience, Channel, ExitReason, FirstInterview, FollowUpKind, Outcome
from coaching.models import FollowUp, Journey
from coaching.services.followups import change_follow_up, record_follow_up
from coaching.services.hiring import end_job, hire
from coaching.services.journeys import close_journey, open_journey, sign_agreement
from employers.enums import ContractType, EndReason
from employers.models import Employer, Placement, Proposal
from mirec.core.forms import HouseForm, HouseModelForm

STEP_WHY = """
<details class="why"><summary>Pourquoi ce champ ?</summary>
<p>Pour que l'étape revienne dans « Ma journée » le jour dit.</p></details>
"""
AUDIENCE_WHY = """
<details class="why"><summary>Qui lira ce suivi ?</summary>
<p>« L'équipe » : vos collègues de l'équipe et la direction. « Moi seul·e » : vous, personne
d'autre. Écrivez chaque note comme si la personne la lisait : elle peut la demander.</p></details>
"""


class FollowUpForm(HouseModelForm):
    """One follow-up; `beneficiary` comes with the page, and never changes afterwards."""

    class Meta:
        model = FollowUp
        fields = (
            "beneficiary",
            "kind",
            "happened_on",
            "channel",
            "outcome",
            "minutes",
            "text",
            "next_step",
            "next_step_on",
            "audience",
        )

    def __init__(self, *args, user, on: date, starts_in_text: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.fields["beneficiary"].queryset = Beneficiary.objects.visible_to(user)
        self.fields["beneficiary"].widget = forms.HiddenInput()
        self.fields["beneficiary"].disabled = self.instance.pk is not None
        self.fields["text"].widget.attrs["autofocus"] = starts_in_text
        self.fields["minutes"].required = False
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        self.helper.layout = Layout(
            "version",
            "beneficiary",
            Div(
                Field("kind"),
                Field("happened_on"),
                Field("channel"),
                Field("outcome"),
                css_class="field-grid",
            ),
            "text",
            Div(Field("next_step"), Field("next_step_on"), css_class="field-row"),
            HTML(STEP_WHY),
            Div(Field("minutes"), Field("audience"), css_class="field-row"),
            HTML(AUDIENCE_WHY),
        )

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0

    def save(self) -> FollowUp:
        if self.instance.pk:
            return change_follow_up(follow_up=self.instance, on=self.on)
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return record_follow_up(by=self.user, on=self.on, **fields)


def new_follow_up(beneficiary: Beneficiary, on: date) -> dict:
    """What a new follow-up proposes before anything is typed."""
    return {
        "beneficiary": beneficiary.pk,
        "kind": FollowUpKind.JOBCOACHING,
        "happened_on": on,
        "channel": Channel.OFFICE,
        "outcome": Outcome.DONE,
        "minutes": 45,
        "audience": Audience.TEAM,
    }


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
    """Signs the agreement on one of the person's recorded assessments."""

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

    def clean_agreed_on(self) -> date:
        return not_in_future(self.cleaned_data["agreed_on"], self.on)

    def save(self) -> Journey:
        return sign_agreement(journey=self.journey, by=self.user, **self.cleaned_data)


class JourneyCloseForm(HouseForm):
    closed_on = forms.DateField(label="Date de fin")
    exit_reason = forms.ChoiceField(label="Motif de sortie")
    exit_note = forms.CharField(
        label="Précision", required=False, max_length=2_000, widget=forms.Textarea
    )

    def __init__(self, *args, journey: Journey, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on
        self.fields["exit_reason"].choices = [("", "Choisissez un motif")] + [
            (reason.value, reason.label)
            for reason in ExitReason
            if reason.fits(has_agreement=journey.agreed_on is not None)
        ]

    def clean_closed_on(self) -> date:
        return not_in_future(self.cleaned_data["closed_on"], self.on)

    def save(self) -> Journey:
        return close_journey(journey=self.journey, by=self.user, **self.cleaned_data)


class HireForm(HouseForm):
    """The contract; prefilled from an accepted proposal, so that nothing is typed twice."""

    employer = forms.ModelChoiceField(label="Employeur", queryset=Employer.objects.all())
    job_title = forms.CharField(label="Fonction", max_length=160)
    contract_type = forms.ChoiceField(label="Contrat", choices=ContractType.choices)
    starts_on = forms.DateField(label="Premier jour")
    planned_end_on = forms.DateField(
        label="Terme prévu", required=False, help_text="Vide pour une durée indéterminée."
    )
    hours_per_week = forms.DecimalField(
        label="Heures par semaine", min_value=1, max_value=60, max_digits=4, decimal_places=1
    )
    is_aided = forms.BooleanField(label="Avec une aide à l'emploi", required=False)

    def __init__(
        self,
        *args,
        beneficiary: Beneficiary,
        user,
        on: date,
        proposal: Proposal | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user, self.on, self.proposal = beneficiary, user, on, proposal
        self.fields["employer"].queryset = Employer.objects.visible_to(user)
        self.helper.layout = Layout(
            "employer",
            "job_title",
            Div(Field("contract_type"), Field("hours_per_week"), css_class="field-row"),
            Div(Field("starts_on"), Field("planned_end_on"), css_class="field-row"),
            "is_aided",
        )

    def save(self) -> Placement:
        return hire(
            beneficiary=self.beneficiary,
            proposal=self.proposal,
            by=self.user,
            on=self.on,
            **self.cleaned_data,
        )


def proposed_contract(proposal: Proposal | None, on: date) -> dict:
    """What the vacancy already says of the contract."""
    if proposal is None:
        return {"starts_on": on}
    vacancy = proposal.vacancy
    return {
        "employer": vacancy.employer_id,
        "job_title": vacancy.title,
        "contract_type": vacancy.contract_type or ContractType.CDD,
        "hours_per_week": vacancy.hours_per_week,
        "starts_on": vacancy.starts_on or on,
    }


class PlacementEndForm(HouseForm):
    ended_on = forms.DateField(label="Dernier jour presté")
    reason = forms.ChoiceField(label="Motif de fin", choices=EndReason.choices)

    def __init__(self, *args, placement: Placement, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.user, self.on = placement, user, on

    def save(self) -> Placement:
        return end_job(placement=self.placement, by=self.user, on=self.on, **self.cleaned_data)


def not_in_future(day: date, on: date) -> date:
    """The day itself; raises ValidationError when it has not come yet."""
    if day > on:
        raise forms.ValidationError("Cette date n'est pas encore venue.")
    return day
