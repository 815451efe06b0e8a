"""The grid of a cohort as its trainer fills it in, and a person's own levels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django import forms
from django.forms import BoundField

from beneficiaries.enums import SkillLevel
from beneficiaries.forms.skills import OWN_WORDS
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, VersionedForm, short_print
from training.enums import TrainingResult
from training.models import Cohort, Enrolment, SkillResult, TaughtSkill
from training.queries.learning import Grid
from training.services import note_learning, say_own_levels


@dataclass(frozen=True)
class Cell:
    taught: TaughtSkill
    field: BoundField
    said: SkillResult | None


@dataclass(frozen=True)
class GridRow:
    enrolment: Enrolment
    cells: list[Cell]
    result: BoundField | None


class LearningForm(VersionedForm):
    """A hidden print of what was shown tells a grid that a colleague saved in the meantime."""

    def __init__(self, *args, cohort: Cohort, grid: Grid, user: User, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.grid, self.user, self.on = cohort, grid, user, on
        self.show_version(print_of(grid))
        for enrolment in grid.enrolments:
            self._add_row(enrolment)

    def _add_row(self, enrolment: Enrolment) -> None:
        who = enrolment.beneficiary.full_name
        for line in self.grid.taught:
            said = self.grid.said.get((enrolment.pk, line.skill_id))
            self.fields[f"level_{enrolment.pk}_{line.skill_id}"] = forms.TypedChoiceField(
                label=f"{line.skill}, {who}",
                choices=[("", "–"), *SkillLevel.choices],
                coerce=int,
                empty_value=None,
                required=False,
                initial=said.level if said else None,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )
        if enrolment.ended_on:
            self.fields[f"result_{enrolment.pk}"] = forms.ChoiceField(
                label=f"Résultat de {who}",
                choices=[("", "–"), *TrainingResult.choices],
                required=False,
                initial=enrolment.result,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def rows(self) -> Iterator[GridRow]:
        for enrolment in self.grid.enrolments:
            cells = [
                Cell(
                    line,
                    self[f"level_{enrolment.pk}_{line.skill_id}"],
                    self.grid.said.get((enrolment.pk, line.skill_id)),
                )
                for line in self.grid.taught
            ]
            name = f"result_{enrolment.pk}"
            yield GridRow(enrolment, cells, self[name] if name in self.fields else None)

    def save(self) -> int:
        data = self.cleaned_data
        return note_learning(
            cohort=self.cohort,
            levels={
                (enrolment.pk, line.skill_id): data[f"level_{enrolment.pk}_{line.skill_id}"]
                for enrolment in self.grid.enrolments
                for line in self.grid.taught
            },
            results={
                enrolment.pk: data[f"result_{enrolment.pk}"]
                for enrolment in self.grid.enrolments
                if f"result_{enrolment.pk}" in data
            },
            by=self.user,
            on=self.on,
        )


class OwnLearningForm(HouseForm):
    """« J'y arrive seul·e »: for each skill of the training, in the person's own words."""

    def __init__(
        self,
        *args,
        enrolment: Enrolment,
        taught: list[TaughtSkill],
        said: dict[int, SkillResult],
        user: User,
        on: date,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrolment, self.taught, self.user, self.on = enrolment, taught, user, on
        for line in taught:
            row = said.get(line.skill_id)
            self.fields[f"level_{line.skill_id}"] = forms.TypedChoiceField(
                label=str(line.skill),
                choices=[(level.value, OWN_WORDS[level][0]) for level in SkillLevel],
                coerce=int,
                empty_value=None,
                required=False,
                initial=row.own_level if row else None,
                widget=forms.RadioSelect,
            )

    @property
    def questions(self) -> list[tuple[BoundField, list[tuple[object, str]]]]:
        """Each skill's field, with its answers and their pictograms."""
        icons = [icon for _, icon in OWN_WORDS.values()]
        fields = [self[f"level_{line.skill_id}"] for line in self.taught]
        return [(field, list(zip(field.subwidgets, icons, strict=True))) for field in fields]

    def save(self) -> int:
        said = {line.skill_id: self.cleaned_data[f"level_{line.skill_id}"] for line in self.taught}
        levels = {skill: level for skill, level in said.items() if level}
        return say_own_levels(enrolment=self.enrolment, levels=levels, by=self.user, on=self.on)


def print_of(grid: Grid) -> str:
    levels = sorted((key, row.level) for key, row in grid.said.items())
    results = [(row.pk, row.result) for row in grid.enrolments]
    return short_print((levels, results))
