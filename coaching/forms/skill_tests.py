"""Validation of skills: the test to come, then its result."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from beneficiaries.enums import SkillLevel
from beneficiaries.forms.lookups import LookupField
from beneficiaries.models import Beneficiary
from coaching.enums import ValidationResult
from coaching.models import SkillTest
from coaching.services.skill_tests import plan_test, settle_test
from employers.models import Placement
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row
from partners.models import Partner

RESULTS = [
    (result.value, result.label)
    for result in ValidationResult
    if result != ValidationResult.PLANNED
]


class SkillTestForm(HouseForm):
    skill = LookupField(
        "skill",
        label="Compétence à prouver",
        help_text="Tapez un mot, puis choisissez dans la liste.",
    )
    centre = forms.ModelChoiceField(
        label="Centre de validation",
        queryset=Partner.objects.all(),
        required=False,
        help_text="Un partenaire du carnet ; l'épreuve se passe dans un centre agréé.",
    )
    test_on = forms.DateField(label="Épreuve le", required=False)
    placement = forms.ModelChoiceField(
        label="Pour l'emploi", queryset=Placement.objects.none(), required=False
    )

    def __init__(
        self, *args: Any, beneficiary: Beneficiary, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user = beneficiary, user
        jobs = beneficiary.placements.running(on).select_related("employer")
        self.fields["placement"].queryset = jobs
        self.helper.layout = Layout("skill", row("centre", "test_on"), "placement")

    def save(self) -> SkillTest:
        return plan_test(beneficiary=self.beneficiary, by=self.user, **self.cleaned_data)


class SkillResultForm(HouseForm):
    result = forms.ChoiceField(label="Résultat", choices=RESULTS)
    result_on = forms.DateField(label="Résultat le")
    title = forms.CharField(
        label="Titre de compétence obtenu",
        max_length=200,
        required=False,
        help_text="Tel qu'il est écrit ; il devient la preuve de la compétence dans le dossier.",
    )
    level = forms.TypedChoiceField(
        label="Niveau prouvé",
        choices=SkillLevel.choices,
        coerce=int,
        initial=SkillLevel.ALONE,
        help_text="Compte si l'épreuve est réussie ; un niveau plus haut déjà noté reste.",
    )

    def __init__(self, *args: Any, test: SkillTest, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.test, self.user, self.on = test, user, on
        self.fields["result_on"].widget.attrs["max"] = on.isoformat()
        self.helper.layout = Layout(row("result", "result_on"), "title", "level")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("result_on") and data["result_on"] > self.on:
            self.add_error("result_on", "Un résultat se note une fois connu.")
        if data.get("title") and data.get("result") != ValidationResult.PASSED:
            self.add_error("title", "Un titre s'obtient quand l'épreuve est réussie.")
        return data

    def save(self) -> SkillTest:
        data = self.cleaned_data
        return settle_test(
            test=self.test,
            by=self.user,
            result=ValidationResult(data["result"]),
            result_on=data["result_on"],
            title=data["title"],
            level=data["level"],
        )
