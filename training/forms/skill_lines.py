"""Skills line by line, typed with suggestions: those that a programme gives, those that it asks."""

from django import forms

from beneficiaries.enums import SkillLevel
from beneficiaries.forms.lookups import LookupField
from mirec.core.forms import HouseForm
from training.services import SkillLine

BLANK_LINES = 1
MOST_LINES = 60
TWICE = "Cette compétence est déjà dans la liste, plus haut."


class AskedLineForm(HouseForm):
    """A line without a skill is left out: emptying one takes it away."""

    skill = LookupField("skill", label="Compétence", required=False)
    level = forms.TypedChoiceField(
        label="Niveau", choices=SkillLevel.choices, coerce=int, initial=SkillLevel.STARTS
    )

    @property
    def line(self) -> SkillLine | None:
        data = self.cleaned_data
        if not data.get("skill"):
            return None
        return SkillLine(data["skill"], SkillLevel(data["level"]), data.get("module", ""))


class TaughtLineForm(AskedLineForm):
    module = forms.CharField(label="Module", required=False, max_length=120)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].initial = SkillLevel.ALONE


class BaseSkillLines(forms.BaseFormSet):
    def get_form_kwargs(self, index: int | None) -> dict:
        """Every line is read, also one that says what stands there already."""
        return super().get_form_kwargs(index) | {"empty_permitted": False}

    def clean(self) -> None:
        """The same skill twice is said beside the later line."""
        seen = set()
        for form in self.forms:
            skill = form.cleaned_data.get("skill") if form.is_valid() else None
            if skill in seen:
                form.add_error("skill", TWICE)
            if skill:
                seen.add(skill)

    def longer(self, *, is_asked: bool) -> "BaseSkillLines":
        """The lines as they were typed, unjudged; with a blank one more when it is asked."""
        lines = type(self)(prefix=self.prefix, initial=[typed_in(form) for form in self.forms])
        lines.extra = BLANK_LINES if is_asked else 0
        return lines

    @property
    def lines(self) -> list[SkillLine]:
        return [form.line for form in self.forms if form.line]


def typed_in(form: forms.Form) -> dict:
    """By field what was typed in a bound form, unjudged."""
    return {name: form[name].data for name in form.fields}


def lines_of(form: type[forms.Form]) -> type[BaseSkillLines]:
    return forms.formset_factory(
        form, formset=BaseSkillLines, extra=BLANK_LINES, max_num=MOST_LINES, validate_max=True
    )


TaughtLines = lines_of(TaughtLineForm)
AskedLines = lines_of(AskedLineForm)
