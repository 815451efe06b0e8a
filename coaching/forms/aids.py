"""For which job and from which day on are the hiring aids looked up? Nothing is written."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from beneficiaries.models import Beneficiary
from employers.models import Vacancy
from employers.queries.aids import Judged, aids_for, job_facts
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.keys import key_from
from mirec.core.layouts import row

FARTHEST = timedelta(days=2 * 366)
MOST_MONTHS = 60


class AidsForm(HouseForm):
    """Read from the address. The vacancies are those for which the person is proposed."""

    offre = forms.ModelChoiceField(
        label="Offre", queryset=Vacancy.objects.none(), required=False, empty_label="Aucune"
    )
    jour = forms.DateField(label="Premier jour de travail")
    mois = forms.IntegerField(
        label="Durée du contrat, en mois",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text="Vide : pas encore convenue, ou CDI.",
    )

    def __init__(
        self, data: Any, *args: Any, beneficiary: Beneficiary, user: User, on: date, **kwargs: Any
    ) -> None:
        vacancies = _vacancies_of(beneficiary, user)
        day = _first_day(vacancies, data, on)
        super().__init__({"jour": day.isoformat()} | data, *args, **kwargs)
        self.beneficiary, self.on = beneficiary, on
        self.fields["offre"].queryset = vacancies
        self.helper.layout = Layout(row("offre", "jour", "mois"))

    def clean_jour(self) -> date:
        day = self.cleaned_data["jour"]
        if abs(day - self.on) > FARTHEST:
            raise ValidationError("Cette date est à plus de deux ans : vérifiez l'année.")
        return day

    @property
    def judged(self) -> list[Judged]:
        """Nothing while the form is wrong."""
        if not self.is_valid():
            return []
        data = self.cleaned_data
        job = job_facts(data["offre"], months=data["mois"])
        return aids_for(self.beneficiary, job, data["jour"])


def _first_day(vacancies: QuerySet[Vacancy], data: Mapping[str, str], on: date) -> date:
    """The start that the chosen vacancy wishes, today when there is none to come."""
    chosen = vacancies.filter(pk=key_from(data.get("offre"))).first()
    return max(chosen.starts_on or on, on) if chosen else on


def _vacancies_of(beneficiary: Beneficiary, user: User) -> QuerySet[Vacancy]:
    proposed = beneficiary.proposals.values("vacancy")
    return Vacancy.objects.visible_to(user).filter(pk__in=proposed).select_related("employer")
