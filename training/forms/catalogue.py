"""Programmes and cohorts as the coordination writes them."""

from django import forms

from beneficiaries.forms.lookups import LookupField
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from partners.models import Partner
from training.forms.layouts import side_by_side
from training.models import Cohort, Programme
from training.services import save_cohort, save_programme

LONGEST_PROGRAMME_HOURS = 5_000
MOST_PLACES = 200
CHOOSE = "Choisissez"


class ProgrammeForm(HouseModelForm):
    """The occupation is typed with suggestions, under the name that the suggestions answer to."""

    target_occupation = LookupField(
        "target_occupation", label="Métier", help_text="Tapez un mot, puis choisissez."
    )

    field_order = ("title", "target_occupation")

    class Meta:
        model = Programme
        fields = [
            "title",
            "operator",
            "theory_hours",
            "practice_hours",
            "skills",
            "prerequisites",
            "description",
            "is_offered",
        ]
        widgets = {"skills": forms.CheckboxSelectMultiple}
        help_texts = {
            "theory_hours": "Chez l'opérateur.",
            "practice_hours": "En entreprise.",
            "skills": "Celles que la personne acquiert en suivant la formation.",
            "is_offered": "Décochez pour ne plus ouvrir de groupe ; l'historique reste.",
        }

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        side_by_side(self, "theory_hours", "practice_hours")
        self.initial.setdefault("target_occupation", self.instance.occupation_id)
        present = Partner.objects.filter(pk=self.instance.operator_id)
        self.fields["operator"].queryset = Partner.objects.operators() | present
        self.fields["operator"].empty_label = CHOOSE
        for name in ("theory_hours", "practice_hours"):
            limit_number(self.fields[name], 0, LONGEST_PROGRAMME_HOURS)

    def save(self) -> Programme:
        skills = self.cleaned_data["skills"]
        self.instance.occupation = self.cleaned_data["target_occupation"]
        return save_programme(programme=self.instance, skills=skills, by=self.user)


class CohortForm(HouseModelForm):
    """A cohort of the programme that its instance names."""

    class Meta:
        model = Cohort
        fields = ["name", "coordinator", "starts_on", "ends_on", "places", "site"]
        help_texts = {"site": "Proposé pour chaque séance ; vous pouvez le changer là."}

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        side_by_side(self, "starts_on", "ends_on")
        coordinators = User.objects.with_role(Role.COORDINATOR)
        managers = User.objects.with_role(Role.MANAGER)
        present = User.objects.filter(pk=self.instance.coordinator_id)
        self.fields["coordinator"].queryset = coordinators | managers | present
        self.fields["coordinator"].empty_label = CHOOSE
        limit_number(self.fields["places"], 1, MOST_PLACES)

    def clean(self) -> dict:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "La fin ne peut pas précéder le début.")
        name = data.get("name")
        namesakes = Cohort.objects.filter(programme=self.instance.programme, name=name)
        if name and namesakes.exclude(pk=self.instance.pk).exists():
            self.add_error("name", "Ce groupe existe déjà dans cette formation.")
        return data

    def save(self) -> Cohort:
        return save_cohort(cohort=self.instance, by=self.user)


def limit_number(field: forms.IntegerField, least: int, most: int) -> None:
    """A number within bounds, each with its sentence."""
    bounded = forms.IntegerField(min_value=least, max_value=most)
    field.min_value, field.max_value = least, most
    field.validators = bounded.validators
    field.widget.attrs.update({"min": least, "max": most, "inputmode": "numeric"})
