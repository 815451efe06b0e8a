"""Programmes and cohorts as the coordination writes them."""

from typing import Any

from django import forms
from django.http import QueryDict

from beneficiaries.forms.lookups import LookupField
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm, short_print
from mirec.core.refusals import BACKWARDS
from partners.models import Partner
from training.forms.layouts import side_by_side
from training.forms.skill_lines import AskedLines, TaughtLines, typed_in
from training.models import Cohort, Programme
from training.services import save_cohort, save_programme

LONGEST_PROGRAMME_HOURS = 5_000
MOST_PLACES = 200
CHOOSE = "Choisissez"
BAD_LINE = "Une compétence est à corriger, plus bas."


class ProgrammeForm(HouseModelForm):
    """The occupation is typed with suggestions, under the name that the suggestions answer to.

    `taught` and `asked` are the lines of skills that the programme gives and asks.
    """

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
            "certificate",
            "prerequisites",
            "description",
            "is_offered",
        ]
        help_texts = {
            "theory_hours": "Chez l'opérateur.",
            "practice_hours": "En entreprise.",
            "certificate": "Ce que la personne reçoit quand elle réussit.",
            "prerequisites": "Ce qui ne se dit pas en compétences : permis, disponibilité…",
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
        sent = self.data if self.is_bound else None
        self.taught = TaughtLines(sent, prefix="acquises", initial=taught_of(self.instance))
        self.asked = AskedLines(sent, prefix="demandees", initial=asked_of(self.instance))
        if self.instance.pk:
            lines = (self.taught.initial, self.asked.initial)
            self.show_version(short_print((self._current_version, *lines)))

    @classmethod
    def with_one_more(cls, sent: QueryDict, **given: Any) -> "ProgrammeForm":
        """What was typed so far, unjudged, with a blank line more in the list named by `ligne`."""
        former = cls(sent, **given)
        form = cls(initial=typed_in(former), **given)
        form.taught = former.taught.longer(is_asked=sent["ligne"] == former.taught.prefix)
        form.asked = former.asked.longer(is_asked=sent["ligne"] == former.asked.prefix)
        return form

    def is_valid(self) -> bool:
        has_good_lines = all([self.taught.is_valid(), self.asked.is_valid()])
        if self.is_bound and not has_good_lines and BAD_LINE not in self.non_field_errors():
            self.add_error(None, BAD_LINE)
        return super().is_valid()

    def save(self) -> Programme:
        self.instance.occupation = self.cleaned_data["target_occupation"]
        return save_programme(
            programme=self.instance,
            taught=self.taught.lines,
            asked=self.asked.lines,
            by=self.user,
        )


def taught_of(programme: Programme) -> list[dict]:
    if programme.pk is None:
        return []
    rows = programme.taught_skills.select_related("skill")
    return [{"skill": str(row.skill), "level": row.level, "module": row.module} for row in rows]


def asked_of(programme: Programme) -> list[dict]:
    if programme.pk is None:
        return []
    rows = programme.asked_skills.select_related("skill")
    return [{"skill": str(row.skill), "level": row.level} for row in rows]


class CohortForm(HouseModelForm):
    """A cohort of the programme that its instance names."""

    class Meta:
        model = Cohort
        fields = ["name", "coordinator", "starts_on", "ends_on", "places", "site", "funding"]
        help_texts = {
            "site": "Proposé pour chaque séance ; vous pouvez le changer là.",
            "funding": "Le projet et sa période, par exemple « FSE+ 2026-2027 ».",
        }

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
            self.add_error("ends_on", BACKWARDS)
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
