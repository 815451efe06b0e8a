"""Obstacles; the words of a sealed one have a form of their own, behind « Ouvrir »."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.enums import ObstacleKind
from beneficiaries.forms.owned import DatedForm
from beneficiaries.models import Obstacle
from beneficiaries.services.obstacles import change_note, save_obstacle
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row

SEALED = (
    "Santé, dettes, logement : la précision est scellée. Elle s'ouvre sur demande, et chaque "
    "ouverture est notée."
)


class ObstacleForm(DatedForm):
    start_field = "noted_on"
    note = forms.CharField(
        label="Précision",
        max_length=2_000,
        required=False,
        widget=forms.Textarea,
        help_text=SEALED,
    )

    class Meta:
        model = Obstacle
        fields = ("kind", "status", "noted_on", "note")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["noted_on"].widget.attrs["max"] = on.isoformat()
        names = ["version", row("kind", "status", "noted_on"), "note"]
        if self.instance.pk and self.instance.is_sealed:
            del self.fields["note"]
            self.fields["kind"].choices = [
                (kind.value, kind.label) for kind in ObstacleKind if kind.is_sealed
            ]
            names.remove("note")
        self.helper.layout = Layout(*names)

    def save(self) -> Obstacle:
        return save_obstacle(obstacle=self.instance, by=self.user, on=self.on)


class SealedNoteForm(HouseForm):
    note = forms.CharField(
        label="Précision scellée", max_length=2_000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, obstacle: Obstacle, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obstacle, self.user = obstacle, user

    def save(self) -> Obstacle:
        note = self.cleaned_data["note"]
        return change_note(obstacle=self.obstacle, note=note, by=self.user)
