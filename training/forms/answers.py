"""Why a participant cannot come: one of a few reasons, and some words when one likes."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from training.models import Session, SessionAnswer
from training.services.answering import answer_session

OTHER = "autre"
REASONS = {
    "malade": _("Je suis malade"),
    "rendez-vous": _("J'ai un rendez-vous"),
    "enfant": _("Je garde un enfant"),
    "trajet": _("Je n'ai pas de transport"),
    "emploi": _("J'ai un entretien ou un travail"),
    OTHER: _("Autre chose"),
}
PICTURES = (
    "thermometer-half",
    "calendar-event",
    "house-heart",
    "bus-front",
    "briefcase",
    "chat-dots",
)
"""In the order of the reasons."""


class AwayForm(HouseForm):
    why = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=list(REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez une raison.")},
    )
    words = forms.CharField(
        label=_("Quelques mots"),
        required=False,
        max_length=120,
        help_text=_("L'équipe des formations les lit : pas de détail médical."),
    )

    def __init__(
        self,
        *args: Any,
        session: Session,
        beneficiary: Beneficiary,
        user: User,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session, self.beneficiary, self.user, self.at = session, beneficiary, user, at

    @property
    def answers(self) -> list[tuple[BoundWidget, str]]:
        """Each reason and its pictogram."""
        return list(zip(self["why"].subwidgets, PICTURES, strict=True))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("why") == OTHER and not data.get("words") and "words" in data:
            self.add_error("words", _("Dites en quelques mots pourquoi."))
        return data

    def save(self) -> SessionAnswer:
        why, words = self.cleaned_data["why"], self.cleaned_data["words"]
        label = "" if why == OTHER else str(REASONS[why])
        return answer_session(
            session=self.session,
            beneficiary=self.beneficiary,
            is_coming=False,
            reason=" : ".join(filter(None, (label, words))),
            by=self.user,
            at=self.at,
        )
