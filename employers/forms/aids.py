"""A hiring aid: its words, its period, its conditions line by line."""

from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from employers.models import HiringAid
from employers.rules.aid_conditions import KINDS
from employers.rules.aids import TO_CHECK, Condition, read_conditions
from employers.services.aids import change_aid, end_aid, record_aid
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

MOST_LINES = 14
SPARE_LINES = 2
KIND_CHOICES = [
    ("", "Aucune"),
    *((code, kind.label) for code, kind in KINDS.items()),
    (TO_CHECK, "À vérifier chez l'employeur"),
]
WAY_CHOICES = [("0", "Toujours"), *((str(way), f"Voie {way}") for way in (1, 2, 3))]


class DayForm(HouseForm):
    """The day of the address on which the list is read."""

    jour = forms.DateField(label="Jour")

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__({"jour": on.isoformat()} | data)

    @property
    def day(self) -> date | None:
        return self.cleaned_data["jour"] if self.is_valid() else None


class ConditionForm(HouseForm):
    """One condition; a line without a kind is left out."""

    code = forms.ChoiceField(label="Condition", choices=KIND_CHOICES, required=False)
    number = forms.IntegerField(label="Chiffre", required=False, min_value=1, max_value=1000)
    text = forms.CharField(label="À vérifier", required=False, max_length=200)
    way = forms.TypedChoiceField(
        label="Voie", choices=WAY_CHOICES, coerce=int, empty_value=0, required=False, initial="0"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        code = data.get("code")
        if code == TO_CHECK and not data.get("text"):
            self.add_error("text", "Dites ce qui est à vérifier.")
        if code in KINDS and KINDS[code].number and "number" in data and not data["number"]:
            self.add_error("number", "Indiquez le chiffre de cette condition.")
        return data

    @property
    def row(self) -> dict[str, Any] | None:
        data = self.cleaned_data
        code = data.get("code")
        if not code:
            return None
        params = {"way": data["way"]} if data["way"] else {}
        if code == TO_CHECK:
            params["text"] = data["text"]
        elif name := KINDS[code].number:
            params[name] = data["number"]
        return {"code": code, **params}


def _line_of(condition: Condition) -> dict[str, Any]:
    text = condition.params.get("text", "")
    return {
        "code": condition.code,
        "number": condition.number,
        "text": text,
        "way": str(condition.way),
    }


ConditionLines = forms.formset_factory(
    ConditionForm,
    extra=SPARE_LINES,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES + 1,  # however many are announced, no more are drawn
    validate_max=True,
)


class AidForm(HouseModelForm):
    """A new aid, or with `former` the same aid from a later day on."""

    class Meta:
        model = HiringAid
        fields = (
            "code", "label", "summary", "source", "is_certain", "valid_from", "valid_to",
        )  # fmt: skip

    def __init__(
        self, data: Any = None, *, user: User, former: HiringAid | None = None, **kwargs: Any
    ) -> None:
        self.user, self.former = user, former
        names = ("label", "summary", "source", "is_certain", "valid_to")
        shown = {name: getattr(former, name) for name in names} if former else {}
        super().__init__(data, initial=shown, **kwargs)
        conditions = read_conditions(former.conditions) if former else ()
        lines = [_line_of(each) for each in conditions]
        self.lines = ConditionLines(data, prefix="conditions", initial=lines)
        if former:
            del self.fields["code"]
        else:
            self.fields["code"].help_text = "Court et stable, par exemple impulsion-25."
        self.fields["summary"].widget.attrs["rows"] = 3
        self.fields["source"].help_text = "Le texte et son article, ou la page lue et sa date."
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        named = row("code", "label") if "code" in self.fields else row("label")
        return Layout(
            "version",
            Fieldset("L'aide", named, "summary"),
            Fieldset("Où c'est écrit", "source", "is_certain"),
            Fieldset("Quand", row("valid_from", "valid_to")),
        )

    def is_valid(self) -> bool:
        """Both parts are checked, so that every sentence shows at once."""
        lines_are_valid = self.lines.is_valid()
        return super().is_valid() and lines_are_valid

    def _post_clean(self) -> None:
        """The row is checked by the service, with its conditions."""

    def save(self) -> HiringAid:
        data = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        data["conditions"] = [line.row for line in self.lines if line.row]
        if self.former:
            return change_aid(aid=self.former, by=self.user, **data)
        return record_aid(by=self.user, **data)


class EndAidForm(HouseForm):
    on = forms.DateField(label="Dernier jour")

    def __init__(self, *args: Any, aid: HiringAid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aid = aid

    def clean_on(self) -> date:
        if self.cleaned_data["on"] < self.aid.valid_from:
            raise ValidationError("L'aide n'avait pas encore commencé ce jour-là.")
        return self.cleaned_data["on"]

    def save(self) -> HiringAid:
        return end_aid(aid=self.aid, on=self.cleaned_data["on"])
