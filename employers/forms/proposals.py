"""Proposing a person, and moving the proposal from stage to stage."""

from datetime import date
from typing import Any

from django import forms

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage
from employers.models import Proposal, Vacancy
from employers.services.proposals import MOVABLE_STAGES, move_proposal, propose
from mirec.accounts.models import User
from mirec.core.forms import HouseForm


class ProposeForm(HouseForm):
    """Who, for which vacancy: both among those that the user may see."""

    offre = forms.ModelChoiceField(queryset=Vacancy.objects.none())
    personne = forms.ModelChoiceField(queryset=Beneficiary.objects.none())

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.on = on
        self.fields["offre"].queryset = Vacancy.objects.visible_to(user)
        self.fields["personne"].queryset = Beneficiary.objects.profile_visible_to(user)

    def save(self) -> Proposal:
        data = self.cleaned_data
        return propose(
            vacancy=data["offre"], beneficiary=data["personne"], by=self.user, on=self.on
        )

    @property
    def refusal(self) -> str:
        """Why the person could not be proposed, in one sentence."""
        return " ".join(error for errors in self.errors.values() for error in errors)


class MoveForm(HouseForm):
    stage = forms.ChoiceField(label="Étape", choices=MOVABLE_STAGES)
    reason = forms.CharField(
        label="Motif du refus ou du retrait",
        required=False,
        max_length=300,
        help_text="Demandé pour un refus ou un retrait. Un refus se lit par tous ceux qui suivent "
        "l'offre, un retrait par l'équipe de la personne : rien sur la santé ni la vie privée.",
    )

    def __init__(self, *args: Any, proposal: Proposal, user: User, on: date, **kwargs: Any):
        kwargs.setdefault("initial", {"stage": proposal.stage, "reason": proposal.reason})
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.user = user
        self.on = on

    def save(self) -> Proposal:
        data = self.cleaned_data
        return move_proposal(
            proposal=self.proposal,
            stage=ProposalStage(data["stage"]),
            reason=data["reason"],
            on=self.on,
            by=self.user,
        )
