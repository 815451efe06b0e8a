"""Noting a call, a visit, a mail with an employer, and what was promised."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Layout
from django.core.exceptions import ValidationError

from employers.enums import ApproachKind
from employers.models import Approach, Employer
from employers.services.approaches import correct_approach, record_approach
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm, quick_days
from mirec.core.layouts import row

EARLIEST = date(2000, 1, 1)
QUICK_DAYS = HTML('{% include "components/quick_days.html" with days=form.quick_days %}')


class ApproachForm(HouseModelForm):
    """A new contact on the day `on`, or the correction of one by who noted it."""

    class Meta:
        model = Approach
        fields = ("kind", "contact", "happened_on", "text", "next_step", "next_step_on")
        help_texts = {
            "next_step": "Par exemple « envoyer deux profils » : revient sur « Ma prospection ».",
        }

    def __init__(self, *args: Any, employer: Employer, user: User, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.employer, self.user, self.on = employer, user, on
        self.fields["contact"].queryset = employer.contacts.all()
        self.fields["contact"].empty_label = "Pas précisé"
        self.fields["kind"].choices = ApproachKind.choices
        self.fields["kind"].initial = ApproachKind.CALL
        happened = self.fields["happened_on"]
        happened.initial = on
        happened.widget.attrs["max"] = on.isoformat()
        self.fields["text"].widget.attrs["rows"] = 3
        self.helper.layout = Layout(
            "version",
            row("kind", "contact", "happened_on"),
            "text",
            row("next_step", "next_step_on"),
            QUICK_DAYS,
        )

    @property
    def quick_days(self) -> list[tuple[str, date]]:
        return quick_days(self.on)

    def clean_happened_on(self) -> date:
        happened_on = self.cleaned_data["happened_on"]
        if happened_on > self.on:
            raise ValidationError("Ce jour n'est pas encore venu : notez-le comme une promesse.")
        if happened_on < EARLIEST:
            raise ValidationError("Cette date est trop ancienne : vérifiez l'année.")
        return happened_on

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        step, day, happened_on = (
            data.get(name) for name in ("next_step", "next_step_on", "happened_on")
        )
        if step and not day and "next_step_on" not in self.errors:
            self.add_error("next_step_on", "Pour quand ? La promesse revient ce jour-là.")
        if day and not step and "next_step" not in self.errors:
            self.add_error("next_step", "Qu'est-ce qui est promis pour ce jour ?")
        if day and happened_on and day < happened_on:
            self.add_error("next_step_on", "La promesse ne peut pas précéder le contact.")
        if not (data.get("text") or step or self.errors):
            self.add_error("text", "Écrivez quelques mots de ce qui s'est dit, ou une promesse.")
        return data

    def save(self) -> Approach:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk:
            return correct_approach(approach=self.instance, by=self.user, **data)
        on = data.pop("happened_on")
        return record_approach(employer=self.employer, on=on, by=self.user, **data)
