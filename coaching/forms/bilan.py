"""The grid of an occupation: a level for each skill that was talked about, nothing for the rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField

from beneficiaries.enums import SkillLevel, SkillOrigin
from beneficiaries.models import Beneficiary, BeneficiarySkill
from beneficiaries.services.skills import save_skill
from coaching.bilan import AskedSkill
from mirec.accounts.models import User
from mirec.core.forms import HouseForm

NOT_TALKED = "Pas abordée"
NOTHING_SAID = "Choisissez un niveau pour une compétence au moins."


class GridForm(HouseForm):
    def __init__(
        self,
        *args: Any,
        beneficiary: Beneficiary,
        asked: Sequence[AskedSkill],
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.asked, self.user, self.on = beneficiary, asked, user, on
        levels = [("", NOT_TALKED), *SkillLevel.choices]
        for each in asked:
            key = each.skill.pk
            self.fields[f"level_{key}"] = forms.TypedChoiceField(
                label=f"Niveau : {each.skill}",
                choices=levels,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select({"class": "form-select"}),
            )
            self.fields[f"origin_{key}"] = forms.ChoiceField(
                label=f"Acquise par : {each.skill}",
                choices=SkillOrigin.choices,
                initial=SkillOrigin.WORK,
                required=False,
                widget=forms.Select({"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        said = any(data.get(f"level_{each.skill.pk}") for each in self.asked)
        if self.asked and not self.errors and not said:
            self.add_error(None, NOTHING_SAID)
        return data

    def save(self) -> list[BeneficiarySkill]:
        return [self._kept(each) for each in self.asked if self._level(each)]

    def _level(self, each: AskedSkill) -> int | None:
        return self.cleaned_data[f"level_{each.skill.pk}"]

    def _kept(self, each: AskedSkill) -> BeneficiarySkill:
        row = BeneficiarySkill(
            beneficiary=self.beneficiary,
            skill=each.skill,
            level=self._level(each),
            origin=self.cleaned_data[f"origin_{each.skill.pk}"] or SkillOrigin.OTHERWISE,
        )
        return save_skill(row=row, by=self.user, on=self.on)

    @property
    def lines(self) -> list[tuple[AskedSkill, BoundField, BoundField]]:
        return [
            (each, self[f"level_{each.skill.pk}"], self[f"origin_{each.skill.pk}"])
            for each in self.asked
        ]
