"""Which of two files says it right? One choice for each thing they say differently."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary, Merge
from beneficiaries.niss import birth_date
from beneficiaries.previews import choices_of
from beneficiaries.services.merging import merge_files
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.wording import day_full

CHANGED = (
    "Un des deux dossiers a changé entre-temps : relisez ce qui diffère, puis fusionnez à nouveau."
)


class MergeForm(HouseForm):
    """The radio of each choice is named after its field; its value is the file it is taken from."""

    seen = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kept: Beneficiary,
        absorbed: Beneficiary,
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.absorbed = kept, absorbed
        self.choices = choices_of(kept, absorbed)
        self.user, self.on = user, on
        self.fields["seen"].initial = self._shown()
        for choice in self.choices:
            self.fields[choice.name] = forms.ChoiceField(
                label=choice.label,
                choices=[
                    ("kept", f"{choice.kept} ({kept.file_number})"),
                    ("absorbed", f"{choice.absorbed} ({absorbed.file_number})"),
                ],
                widget=forms.RadioSelect,
                initial=choice.richer,
            )
        self.helper.layout = Layout("seen", *(choice.name for choice in self.choices))

    def _shown(self) -> str:
        """Which fields were asked: another list means that a file has changed since."""
        return " ".join(choice.name for choice in self.choices)

    def clean_seen(self) -> str:
        seen = self.cleaned_data["seen"]
        if seen != self._shown():
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._shown()
            raise ValidationError(CHANGED)
        return seen

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        super().add_error(None if field == "seen" else field, error)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        niss, born_on = self._from("niss"), self._from("born_on")
        carried = birth_date(niss) if niss else None
        if carried and born_on and carried != born_on:
            place = "born_on" if "born_on" in self.fields else None
            self.add_error(
                place,
                f"Le numéro national retenu est celui d'une personne née le {day_full(carried)}.",
            )
        return data

    def _from(self, name: str) -> Any:
        is_theirs = self.cleaned_data.get(name) == "absorbed"
        return getattr(self.absorbed if is_theirs else self.kept, name)

    def save(self) -> Merge:
        picked = [c.name for c in self.choices if self.cleaned_data[c.name] == "absorbed"]
        return merge_files(
            kept=self.kept, absorbed=self.absorbed, picked=picked, by=self.user, on=self.on
        )
