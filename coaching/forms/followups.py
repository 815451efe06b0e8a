"""Writing a follow-up."""

from datetime import date

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from beneficiaries.models import Beneficiary
from coaching.enums import Audience, Channel, FollowUpKind, Outcome
from coaching.models import FollowUp
from coaching.services.followups import change_follow_up, record_follow_up
from mirec.core.forms import HouseModelForm

STEP_WHY = """
<details class="why"><summary>Pourquoi ce champ ?</summary>
<p>Pour que l'étape revienne dans « Ma journée » le jour dit.</p></details>
"""
AUDIENCE_WHY = """
<details class="why"><summary>Qui lira ce suivi ?</summary>
<p>« L'équipe » : vos collègues de l'équipe et la direction. « Moi seul·e » : vous, personne
d'autre. Écrivez chaque note comme si la personne la lisait : elle peut la demander.</p></details>
"""


class FollowUpForm(HouseModelForm):
    """One follow-up; `beneficiary` comes with the page, and never changes afterwards."""

    class Meta:
        model = FollowUp
        fields = (
            "beneficiary",
            "kind",
            "happened_on",
            "channel",
            "outcome",
            "minutes",
            "text",
            "next_step",
            "next_step_on",
            "audience",
        )

    def __init__(self, *args, user, on: date, starts_in_text: bool = True, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        self.fields["beneficiary"].queryset = Beneficiary.objects.visible_to(user)
        self.fields["beneficiary"].widget = forms.HiddenInput()
        self.fields["beneficiary"].disabled = self.instance.pk is not None
        self.fields["text"].widget.attrs["autofocus"] = starts_in_text
        self.fields["minutes"].required = False
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        self.helper.layout = Layout(
            "version",
            "beneficiary",
            Div(
                Field("kind"),
                Field("happened_on"),
                Field("channel"),
                Field("outcome"),
                css_class="field-grid",
            ),
            "text",
            Div(Field("next_step"), Field("next_step_on"), css_class="field-row"),
            HTML(STEP_WHY),
            Div(Field("minutes"), Field("audience"), css_class="field-row"),
            HTML(AUDIENCE_WHY),
        )

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0

    def save(self) -> FollowUp:
        if self.instance.pk:
            return change_follow_up(follow_up=self.instance, on=self.on)
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return record_follow_up(by=self.user, on=self.on, **fields)


def new_follow_up(beneficiary: Beneficiary, on: date) -> dict:
    """What a new follow-up proposes before anything is typed."""
    return {
        "beneficiary": beneficiary.pk,
        "kind": FollowUpKind.JOBCOACHING,
        "happened_on": on,
        "channel": Channel.OFFICE,
        "outcome": Outcome.DONE,
        "minutes": 45,
        "audience": Audience.TEAM,
    }
