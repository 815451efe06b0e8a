"""The skills that a vacancy asks for, a line each, while the call lasts."""

from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.enums import SkillLevel
from employers.enums import Need
from employers.forms.lookups import TypedField
from employers.rules.skills import NEEDS
from employers.services.vacancies import AskedSkill
from mirec.core.forms import HouseForm

FIRST_LINES = 3
MOST_LINES = 12
NEED_CHOICES = [(need.value, need.label) for need in NEEDS]


class SkillLineForm(HouseForm):
    """One skill; a line without a skill is left out."""

    skill = TypedField("competence", label="Compétence", required=False)
    need = forms.ChoiceField(label="Exigence", choices=NEED_CHOICES, initial=Need.MUST)
    level = forms.TypedChoiceField(
        label="Niveau", choices=SkillLevel.choices, coerce=int, initial=SkillLevel.WITH_HELP
    )

    @property
    def asked(self) -> AskedSkill | None:
        data = self.cleaned_data
        if not data.get("skill"):
            return None
        return AskedSkill(data["skill"], Need(data["need"]), data["level"])


class BaseSkillLines(forms.BaseFormSet):
    def clean(self) -> None:
        """The same skill twice is said beside the second line."""
        seen = set()
        for form in self.forms:
            skill = form.cleaned_data.get("skill") if form.is_valid() else None
            if skill and skill.pk in seen:
                form.add_error("skill", "Cette compétence est déjà demandée plus haut.")
                raise ValidationError("Une compétence est demandée deux fois.")
            if skill:
                seen.add(skill.pk)

    @property
    def asked(self) -> list[AskedSkill]:
        return [form.asked for form in self.forms if form.asked]


SkillLines = forms.formset_factory(
    SkillLineForm,
    formset=BaseSkillLines,
    extra=FIRST_LINES,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES + 1,  # however many are announced, no more are drawn
    validate_max=True,
)
