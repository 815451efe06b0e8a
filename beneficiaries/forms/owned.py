"""Forms of rows that belong to one person, given by the address and not by the form."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.refusals import BACKWARDS
from mirec.core.wording import day_full


class OwnedForm(HouseModelForm):
    """The instance comes with its beneficiary, so that constraints over both are checked."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"beneficiary"}


class DatedForm(OwnedForm):
    """Two days, the second one facultative: not before the birth, and in their order."""

    start_field = ""
    end_field = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get(self.start_field), data.get(self.end_field)
        if start:
            self._refuse_too_early(start)
        if start and end and end < start:
            self.add_error(self.end_field, BACKWARDS)
        return data

    def _refuse_too_early(self, start: date) -> None:
        born_on = self.instance.beneficiary.born_on
        if born_on and start < born_on:
            text = f"Cette date précède la naissance de la personne, le {day_full(born_on)}."
            self.add_error(self.start_field, ValidationError(text))
