"""Who may read which files, for how long, and why."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q

from beneficiaries.models import Beneficiary, TemporaryAccess
from beneficiaries.services.accesses import grant_access
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row


class AccessForm(HouseForm):
    """For the person of the address, or for the whole caseload of a coach chosen here."""

    coach = forms.ModelChoiceField(
        label="Tous les dossiers de", queryset=User.objects.none(), empty_label="Choisissez"
    )
    user = forms.ModelChoiceField(
        label="Ouverts à", queryset=User.objects.none(), empty_label="Choisissez"
    )
    starts_on = forms.DateField(label="Du")
    ends_on = forms.DateField(label="Au", help_text="Dernier jour compris.")
    reason = forms.CharField(
        label="Motif", max_length=200, help_text="Il reste lié à l'accès et à l'historique."
    )

    def __init__(
        self, *args: Any, beneficiary: Beneficiary | None, by: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.by, self.on = beneficiary, by, on
        coaches = User.objects.with_role(Role.COACH)
        self.fields["user"].queryset = coaches
        if beneficiary:
            del self.fields["coach"]
        else:
            leaving = User.objects.filter(Q(pk__in=coaches) | Q(caseload__isnull=False))
            self.fields["coach"].queryset = leaving.distinct()
        names = [name for name in ("coach", "user") if name in self.fields]
        self.helper.layout = Layout(*names, row("starts_on", "ends_on"), "reason")

    def save(self) -> TemporaryAccess:
        return grant_access(
            beneficiary=self.beneficiary, by=self.by, on=self.on, **self.cleaned_data
        )
