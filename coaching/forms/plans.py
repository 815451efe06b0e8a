"""Goals and steps of the action plan."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from beneficiaries.models import Beneficiary, Document
from coaching.models import Goal, Step
from coaching.services.plans import add_goal, drop_step, finish_step, postpone_step, save_step
from employers.forms.lookups import TypedField
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row
from partners.models import Partner

FOLD = '<details class="fold"{% if form.errors %} open{% endif %}><summary>Préciser</summary>'


class StepForm(HouseModelForm):
    """One step; a new one shows a line, the rest waits behind « Préciser »."""

    employer = TypedField("employeur", label="Employeur", required=False)

    class Meta:
        model = Step
        fields = ("title", "owner", "due_on", "goal", "obstacle", "partner", "employer")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        person = self.instance.beneficiary
        self.fields["goal"].queryset = person.goals.filter(dropped_on__isnull=True)
        self.fields["goal"].empty_label = "Sans objectif précis"
        self.fields["obstacle"].queryset = person.obstacles.defer("note")
        self.fields["obstacle"].empty_label = "Aucun"
        self.fields["partner"].queryset = Partner.objects.visible_to(user)
        self.fields["partner"].empty_label = "Aucun"
        details = [row("obstacle", "partner"), "employer"]
        line = Div(
            Field("title", wrapper_class="step-title"),
            Field("owner"),
            Field("due_on"),
            Field("goal"),
            css_class="step-line",
        )
        self.fields["title"].widget.attrs["autofocus"] = self.instance.pk is not None
        if self.instance.pk is None:
            details = [HTML(FOLD), *details, HTML("</details>")]
        self.helper.layout = Layout("version", line, *details)

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"beneficiary"}

    def save(self) -> Step:
        return save_step(step=self.instance, by=self.user)


class AnswerForm(HouseForm):
    """What is said of one step on the plan's own page."""

    verb = ""

    def __init__(self, *args: Any, step: Step, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step, self.user, self.on = step, user, on
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class DoneForm(AnswerForm):
    verb = "C'est fait"
    proof = forms.CharField(
        label="Preuve",
        max_length=200,
        required=False,
        help_text="Attestation reçue, réponse du service, lettre envoyée…",
    )
    document = forms.ModelChoiceField(
        label="Document du dossier", queryset=Document.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = Document.objects.visible_to(self.user).trusted()
        self.fields["document"].queryset = documents.filter(
            beneficiary=self.step.beneficiary_id, is_sealed=False
        )
        self.fields["document"].empty_label = "Aucun"
        self.helper.layout = Layout(row("proof", "document"))

    def save(self) -> Step:
        return finish_step(step=self.step, by=self.user, on=self.on, **self.cleaned_data)


class PostponeForm(AnswerForm):
    verb = "Reporter"
    due_on = forms.DateField(label="Nouveau jour")

    def save(self) -> Step:
        until = self.cleaned_data["due_on"]
        return postpone_step(step=self.step, until=until, by=self.user, on=self.on)


class DropForm(AnswerForm):
    verb = "Abandonner"
    drop_reason = forms.CharField(label="Pourquoi elle est abandonnée", max_length=200)

    def save(self) -> Step:
        reason = self.cleaned_data["drop_reason"]
        return drop_step(step=self.step, reason=reason, by=self.user, on=self.on)


class GoalForm(HouseForm):
    goal_title = forms.CharField(
        label="Nouvel objectif",
        max_length=200,
        help_text="Avec les mots de la personne : « Travailler dans une cuisine ».",
    )

    def __init__(self, *args: Any, beneficiary: Beneficiary, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beneficiary, self.user = beneficiary, user

    def save(self) -> Goal:
        title = self.cleaned_data["goal_title"]
        return add_goal(beneficiary=self.beneficiary, title=title, by=self.user)
