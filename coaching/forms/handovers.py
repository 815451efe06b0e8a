"""Which files go to whom, with which words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from beneficiaries.models import Beneficiary
from coaching.models import Transfer
from coaching.services.handovers import transfer_files
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.keys import key_from

WHOLE, CHOSEN = "whole", "chosen"
NOTE_LENGTH = 5_000
OWN_NOTES = 100
"""Above this many files one note serves all: a page of five hundred text boxes helps nobody."""


class TransferForm(HouseForm):
    """`whole` takes every file that the page shows, without sending their keys."""

    to_coach = forms.ModelChoiceField(
        label="Nouveau jobcoach", queryset=User.objects.none(), empty_label="Choisissez"
    )
    scope = forms.ChoiceField(
        label="Quels dossiers ?", choices=[], widget=forms.RadioSelect, initial=WHOLE
    )
    files = forms.ModelMultipleChoiceField(
        label="Dossiers choisis",
        queryset=Beneficiary.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Mot de passage",
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea,
        help_text="Ce que la personne qui reprend doit savoir. Sans détail de santé : ce qui est "
        "scellé reste dans le dossier.",
    )

    def __init__(
        self,
        *args: Any,
        shown: QuerySet[Beneficiary],
        from_coach: User | None,
        user: User,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shown, self.from_coach, self.user, self.at = shown, from_coach, user, at
        takers = User.objects.with_role(Role.COACH).select_related("team")
        if from_coach:
            takers = takers.exclude(pk=from_coach.pk)
        self.fields["to_coach"].queryset = takers
        self.fields["to_coach"].label_from_instance = coach_and_team
        self.fields["files"].queryset = shown
        total = shown.count()
        self.fields["scope"].choices = [
            (WHOLE, f"Tous ({total})"),
            (CHOSEN, "Seulement ceux que je coche"),
        ]
        self._own_notes()
        self.helper.layout = Layout("to_coach", "note", "scope", "files")

    def _own_notes(self) -> None:
        """A note of its own for a file: the page before the last asks for it."""
        for name in self.data:
            if name.startswith("note-") and key_from(name.removeprefix("note-")):
                self.fields[name] = forms.CharField(required=False, max_length=NOTE_LENGTH)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("scope") == CHOSEN and not data.get("files") and "files" not in self.errors:
            self.add_error("files", "Cochez au moins un dossier.")
        return data

    @property
    def chosen(self) -> QuerySet[Beneficiary]:
        """The files that move, among those shown."""
        if self.cleaned_data["scope"] == WHOLE:
            return self.shown
        return self.shown.filter(pk__in=[each.pk for each in self.cleaned_data["files"]])

    def save(self) -> Transfer:
        return transfer_files(
            files=self.chosen,
            from_coach=self.from_coach,
            to_coach=self.cleaned_data["to_coach"],
            note=self.cleaned_data["note"],
            own_notes=self.own_notes,
            by=self.user,
            on=localdate(self.at),
            at=self.at,
        )

    @property
    def own_notes(self) -> Mapping[int, str]:
        return {
            int(name.removeprefix("note-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("note-") and value
        }


def coach_and_team(user: User) -> str:
    return f"{user}, {user.team}" if user.team else str(user)
