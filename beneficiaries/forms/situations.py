"""Periods lived through, and documents about handicap."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django.db.models import Q

from beneficiaries.forms.layouts import explained
from beneficiaries.forms.owned import DatedForm
from beneficiaries.forms.reasons import WHY_HANDICAP
from beneficiaries.models import HandicapRecognition, Situation
from beneficiaries.services.situations import save_dated
from mirec.core.layouts import row
from mirec.core.wording import day_full


class SituationForm(DatedForm):
    start_field = "starts_on"
    end_field = "ends_on"

    class Meta:
        model = Situation
        fields = ("kind", "starts_on", "ends_on", "note")
        help_texts = {"ends_on": "Laissez vide si la période court encore."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("version", "kind", row("starts_on", "ends_on"), "note")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            self._refuse_overlap(data["kind"], data["starts_on"], data["ends_on"])
        return data

    def _refuse_overlap(self, kind: str, starts_on: date, ends_on: date | None) -> None:
        same = Situation.objects.filter(beneficiary=self.instance.beneficiary, kind=kind)
        begun = Q(starts_on__lte=ends_on) if ends_on else Q()
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
        other = same.exclude(pk=self.instance.pk).filter(begun & running).first()
        if other is None:
            return
        until = f" et va jusqu'au {day_full(other.ends_on)}" if other.ends_on else ""
        start = f"Une période du même type court depuis le {day_full(other.starts_on)}"
        self.add_error("starts_on", f"{start}{until}.")

    def save(self) -> Situation:
        return save_dated(row=self.instance, by=self.user)


class HandicapForm(DatedForm):
    start_field = "valid_from"
    end_field = "valid_until"

    class Meta:
        model = HandicapRecognition
        fields = ("kind", "valid_from", "valid_until")
        help_texts = {"valid_until": "Laissez vide si le document n'a pas de fin."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "version",
            explained("kind", WHY_HANDICAP),
            row("valid_from", "valid_until"),
        )

    def save(self) -> HandicapRecognition:
        return save_dated(row=self.instance, by=self.user)
