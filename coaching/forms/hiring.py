"""The contract of work that the accompaniment led to, and its end."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from coaching.forms.contracts import TermsForm
from coaching.services.hiring import end_job, hire
from employers.enums import ContractType, EndReason, VacancyStatus
from employers.models import Placement, Proposal, Vacancy
from employers.queries.placements import posts_left
from mirec.accounts.enums import Permission
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.wording import euros


class HireForm(TermsForm):
    """Prefilled from an accepted proposal, so that nothing is typed twice.

    When the hire fills the last post of the vacancy, it offers to close it.
    """

    closes_vacancy = forms.BooleanField(
        label="Clôturer l'offre, qui est alors pourvue", required=False, initial=True
    )

    def __init__(self, *args: Any, proposal: Proposal | None = None, **kwargs: Any) -> None:
        self.proposal = proposal
        super().__init__(*args, **kwargs)
        if proposal and (announced := pay_announced(proposal.vacancy)):
            self.fields["pay_eur"].help_text = f"Annoncé : {announced}."

    def groups(self) -> list[Fieldset]:
        if not self._fills_the_last_post():
            del self.fields["closes_vacancy"]
            return super().groups()
        waiting = self.proposal.vacancy.proposals.waiting().exclude(pk=self.proposal.pk).count()
        closing = self.fields["closes_vacancy"]
        closing.help_text = "C'était le dernier poste à pourvoir."
        if waiting:
            closing.help_text += f" Propositions en cours qui sont alors retirées : {waiting}."
        return [*super().groups(), Fieldset("L'offre", "closes_vacancy")]

    def _fills_the_last_post(self) -> bool:
        vacancy = self.proposal.vacancy if self.proposal else None
        return (
            vacancy is not None
            and vacancy.status == VacancyStatus.OPEN
            and self.user.has_verb(Permission.VACANCY_WRITE)
            and posts_left(vacancy) <= 1
        )

    def save(self) -> Placement:
        return hire(
            beneficiary=self.beneficiary,
            proposal=self.proposal,
            by=self.user,
            on=self.on,
            paper=self.paper,
            closes_vacancy=self.cleaned_data.get("closes_vacancy", False),
            **self.terms,
        )


def proposed_contract(proposal: Proposal | None, on: date) -> dict[str, Any]:
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
        "pay_eur": vacancy.pay_from_eur or vacancy.pay_to_eur,
        "pay_unit": vacancy.pay_unit,
    }


def pay_announced(vacancy: Vacancy) -> str:
    """« de 14,50 € à 16,00 € brut par heure »; "" when the vacancy says nothing."""
    low, high = vacancy.pay_from_eur, vacancy.pay_to_eur
    unit = vacancy.get_pay_unit_display().removeprefix("€ ")
    if low and high and low != high:
        return f"de {euros(low)} à {euros(high)} {unit}"
    return f"{euros(low or high)} {unit}" if low or high else ""


class PlacementEndForm(HouseForm):
    ended_on = forms.DateField(label="Dernier jour presté")
    reason = forms.ChoiceField(label="Motif de fin", choices=EndReason.choices)

    def __init__(
        self, *args: Any, placement: Placement, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.user, self.on = placement, user, on

    def save(self) -> Placement:
        return end_job(placement=self.placement, by=self.user, on=self.on, **self.cleaned_data)
