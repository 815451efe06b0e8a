"""Which of two employers says it right? One choice for each thing they say differently."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from employers.models import Employer, EmployerMerge
from employers.queries.merging import choices_of
from employers.services.merging import merge_employers
from mirec.accounts.models import User
from mirec.core.forms import VersionedForm, short_print

KEPT, ABSORBED = "kept", "absorbed"


class EmployerMergeForm(VersionedForm):
    """The radio of each choice is named after its field; its value says whose is taken."""

    def __init__(
        self,
        *args: Any,
        kept: Employer,
        absorbed: Employer,
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.absorbed, self.user, self.on = kept, absorbed, user, on
        self.choices = choices_of(kept, absorbed)
        self.show_version(short_print(self.choices))
        for choice in self.choices:
            self.fields[choice.name] = forms.ChoiceField(
                label=choice.label,
                choices=[(KEPT, choice.kept), (ABSORBED, choice.absorbed)],
                widget=forms.RadioSelect,
                initial=KEPT,
            )
        self.helper.layout = Layout("version", *(choice.name for choice in self.choices))

    def save(self) -> EmployerMerge:
        names = (choice.name for choice in self.choices)
        return merge_employers(
            kept=self.kept,
            absorbed=self.absorbed,
            picked=[name for name in names if self.cleaned_data[name] == ABSORBED],
            by=self.user,
            on=self.on,
        )
