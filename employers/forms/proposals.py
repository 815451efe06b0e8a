"""Proposing a person, and moving the proposal from stage to stage."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, RefusalKind
from employers.models import Proposal, Vacancy
from employers.rules.stages import SIDES
from employers.services.proposals import (
    MOVABLE_STAGES,
    ElsewhereError,
    last_event,
    move_proposal,
    propose,
)
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
    """Another stage; `vue` is the stage that the user saw, "" when the page does not say.

    Once a refusal or a withdrawal is chosen, only what is asked of it is shown. Once saved,
    `event` is the line of history by which the move is taken back, None when nothing changed.
    """

    stage = forms.ChoiceField(label="Étape", choices=MOVABLE_STAGES)
    side = forms.ChoiceField(
        label="Qui retire la proposition ?",
        choices=[(side.value, side.label) for side in SIDES[ProposalStage.WITHDRAWN]],
        widget=forms.RadioSelect,
        required=False,
    )
    kind = forms.ChoiceField(
        label="Raison",
        choices=[("", "Choisissez"), *RefusalKind.choices],
        required=False,
    )
    reason = forms.CharField(
        label="En quelques mots",
        required=False,
        max_length=300,
        help_text="Rien sur la santé ni la vie privée.",
    )
    vue = forms.ChoiceField(choices=ProposalStage.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, user: User, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.user = user
        self.on = on
        self.is_elsewhere = False
        self.event: int | None = None
        self.initial.setdefault("vue", proposal.stage)
        self._shape()

    @property
    def chosen(self) -> str:
        """The stage that was sent, or that the address asks for."""
        return self.data.get("stage") or self.initial.get("stage") or self.proposal.stage

    @property
    def is_no(self) -> bool:
        return self.chosen in SIDES

    def _shape(self) -> None:
        refused = self.chosen == ProposalStage.REFUSED
        if self.is_no:
            self.fields["stage"].widget = forms.HiddenInput()
            self.fields["kind"].required = True
            self.fields["side"].required = not refused
            readers = "tous ceux qui suivent l'offre" if refused else "l'équipe de la personne"
            self.fields["reason"].help_text = f"Lu par {readers}. {self.fields['reason'].help_text}"
        for name in ("side",) if refused else ("side", "kind", "reason") if not self.is_no else ():
            del self.fields[name]
        self.helper.layout = Layout(*self.fields)
        if self.chosen == self.proposal.stage:
            self.initial.setdefault("side", self.proposal.refusal_side)
            self.initial.setdefault("kind", self.proposal.refusal_kind)
            self.initial.setdefault("reason", self.proposal.reason)
        self.initial.setdefault("stage", self.chosen)

    def save(self) -> Proposal:
        data = self.cleaned_data
        before = last_event(self.proposal)
        try:
            moved = move_proposal(
                proposal=self.proposal,
                stage=ProposalStage(data["stage"]),
                side=data.get("side", ""),
                kind=data.get("kind", ""),
                reason=data.get("reason", ""),
                seen=data["vue"],
                on=self.on,
                by=self.user,
            )
        except ElsewhereError:
            self.is_elsewhere = True
            raise
        after = last_event(moved)
        self.event = after if after != before else None
        return moved
