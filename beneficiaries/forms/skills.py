"""What the person can do: one skill by the coach, all of them by the person."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms import BoundField

from beneficiaries.enums import SkillLevel
from beneficiaries.forms.lookups import LookupField
from beneficiaries.forms.owned import OwnedForm
from beneficiaries.models import Beneficiary, BeneficiarySkill, Skill
from beneficiaries.services.skills import rate_by_person, save_skill
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row

NOTHING_SAID = "Choisissez au moins une réponse."
OWN_WORDS = {
    SkillLevel.STARTS: ("Je débute", "person-raised-hand"),
    SkillLevel.WITH_HELP: ("J'y arrive avec de l'aide", "people-fill"),
    SkillLevel.ALONE: ("J'y arrive seul·e", "person-check"),
    SkillLevel.TEACHES: ("Je peux le montrer", "mortarboard"),
}
"""Each level as the person says it, with its pictogram."""


class SkillForm(OwnedForm):
    skill = LookupField(
        "skill", label="Compétence", help_text="Tapez un mot, puis choisissez dans la liste."
    )

    class Meta:
        model = BeneficiarySkill
        fields = ("skill", "level", "origin", "evidence")
        help_texts = {"evidence": "Attestation, titre de compétence, test… si elle existe."}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        names = ["version", row("level", "origin"), "evidence"]
        if self.instance.pk:
            del self.fields["skill"]
        else:
            names.insert(1, "skill")
        self.helper.layout = Layout(*names)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        held = BeneficiarySkill.objects.filter(beneficiary=self.instance.beneficiary)
        if data.get("skill") and held.filter(skill=data["skill"]).exists():
            self.add_error("skill", "Cette compétence est déjà notée : changez-la dans la liste.")
        return data

    def save(self) -> BeneficiarySkill:
        return save_skill(row=self.instance, by=self.user, on=self.on)


class OwnLevelsForm(HouseForm):
    """The person's own level for each skill of the file; what is left for later says nothing."""

    def __init__(
        self,
        *args: Any,
        beneficiary: Beneficiary,
        skills: Sequence[Skill],
        said: dict[int, int],
        user: User,
        on: date,
        **kwargs: Any,
    ) -> None:
        """`said` is the level that the person gave last, by the key of the skill."""
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user, self.on = beneficiary, user, on
        self.skills = {f"level_{skill.pk}": skill for skill in skills}
        for name, skill in self.skills.items():
            self.fields[name] = forms.TypedChoiceField(
                label=str(skill),
                choices=[(level.value, OWN_WORDS[level][0]) for level in SkillLevel],
                coerce=int,
                empty_value=None,
                required=False,
                initial=said.get(skill.pk),
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.skills and not self.errors and not any(data.values()):
            self.add_error(None, NOTHING_SAID)
        return data

    def save(self) -> int:
        levels = {
            skill: self.cleaned_data[name]
            for name, skill in self.skills.items()
            if self.cleaned_data[name]
        }
        return rate_by_person(beneficiary=self.beneficiary, levels=levels, by=self.user, on=self.on)

    @property
    def questions(self) -> list[tuple[BoundField, list[tuple[object, str]]]]:
        """Each skill's field, with its answers and their pictograms."""
        icons = [icon for _, icon in OWN_WORDS.values()]
        return [
            (self[name], list(zip(self[name].subwidgets, icons, strict=True)))
            for name in self.skills
        ]
