"""One message, by the person or by a colleague."""

from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.models import Beneficiary
from coaching.models import Message
from coaching.services.messages import EMPTY, write_to_person, write_to_team
from mirec.accounts.models import User
from mirec.core.forms import HouseForm

LONGEST = 2_000


class MessageForm(HouseForm):
    """`from_person` says who writes."""

    text = forms.CharField(
        label="Votre message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": EMPTY},
    )

    def __init__(
        self,
        *args: Any,
        beneficiary: Beneficiary,
        user: User,
        at: datetime,
        from_person: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user, self.at = beneficiary, user, at
        self.write = write_to_team if from_person else write_to_person
        if not from_person:
            self.fields[
                "text"
            ].help_text = "La personne le lit sur son GSM ; l'équipe du dossier le lit ici."
        self.helper.layout = Layout("text")

    def save(self) -> Message:
        return self.write(
            beneficiary=self.beneficiary,
            text=self.cleaned_data["text"],
            by=self.user,
            at=self.at,
        )
