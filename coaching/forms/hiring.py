"""The contract of work that the accompaniment led to, and its end."""

from datetime import date

from crispy_forms.layout import Div, Field, Layout
from django import forms

from beneficiaries.models import Beneficiary
from coaching.services.hiring import end_job, hire
from employers.enums import ContractType, EndReason
from employers.models import Employer, Placement, Proposal
from mirec.core.forms import HouseForm


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
