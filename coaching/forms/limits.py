"""Breaks, extensions and corrections of a convention's dates."""

from datetime import date

from crispy_forms.layout import Layout
from django import forms

from coaching.forms.days import not_in_future
from coaching.models import Journey, JourneyBreak, LimitChange
from coaching.services.limits import (
    agree_break,
    change_break,
    correct_agreement,
    extend_agreement,
)
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

WHY = "Motif"


class BreakForm(HouseModelForm):
    """A new break, or other days for one."""

    class Meta:
        model = JourneyBreak
        fields = ("starts_on", "ends_on", "reason")
        labels = {"starts_on": "Du", "ends_on": "Au", "reason": WHY}
        help_texts = {
            "ends_on": "Dernier jour compris, un an au plus.",
            "reason": "Sans détail de santé : toute l'équipe le lit.",
        }

    def __init__(self, *args, journey: Journey, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on
        self.helper.layout = Layout("version", row("starts_on", "ends_on"), "reason")

    def save(self) -> JourneyBreak:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        data |= {"by": self.user, "on": self.on}
        if self.instance.pk:
            return change_break(pause=self.instance, **data)
        return agree_break(journey=self.journey, **data)


class ExtensionForm(HouseForm):
    months = forms.IntegerField(label="Prolonger de (mois)", min_value=1, max_value=60)
    reason = forms.CharField(label=WHY, max_length=300)

    def __init__(self, *args, journey: Journey, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on

    def save(self) -> LimitChange | None:
        return extend_agreement(journey=self.journey, by=self.user, on=self.on, **self.cleaned_data)


class CorrectionForm(HouseForm):
    agreed_on = forms.DateField(
        label="La convention a été signée le",
        help_text="L'échéance et le repère de recherche d'emploi sont recalculés de ce jour.",
    )
    reason = forms.CharField(
        label=WHY, max_length=300, help_text="Par exemple : date mal recopiée."
    )

    def __init__(self, *args, journey: Journey, user, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.journey, self.user, self.on = journey, user, on

    def clean_agreed_on(self) -> date:
        return not_in_future(self.cleaned_data["agreed_on"], self.on)

    def save(self) -> bool:
        """True once kept, whether or not the limit moved."""
        correct_agreement(journey=self.journey, by=self.user, on=self.on, **self.cleaned_data)
        return True
