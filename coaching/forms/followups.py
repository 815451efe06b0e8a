"""Writing a follow-up, for one person or for several at once."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Beneficiary
from coaching.enums import Audience, Channel, FollowUpKind, Outcome
from coaching.forms.topics import PromptSelect, grouped_topics, prompts_for
from coaching.forms.uploads import FilesField
from coaching.models import FollowUp, Prompt, Topic
from coaching.services.followups import Line, change_follow_up, record_entry
from mirec.core.forms import HouseModelForm, quick_days

AS_ALL = "Comme pour tous"
LONGEST_SEALED = 20_000
MOST_PERSONS = 40
SHARED = (
    "kind", "topic", "happened_on", "channel", "minutes", "prompt", "text", "next_step",
    "next_step_on", "audience",
)  # fmt: skip
"""What an entry says once for all its persons."""


def include(name: str) -> HTML:
    return HTML(f'{{% include "coaching/{name}.html" %}}')


class FollowUpForm(HouseModelForm):
    """A new entry for the given persons, or the correction of one follow-up.

    The sealed part is never filled in from what is kept: left empty it stays as it is.
    """

    sealed_text = forms.CharField(
        label="Partie scellée (santé, social)",
        required=False,
        max_length=LONGEST_SEALED,
        widget=forms.Textarea,
        help_text="Chiffrée. La page dit seulement qu'elle existe ; chaque ouverture est notée.",
    )
    forget_sealed = forms.BooleanField(label="Effacer la partie scellée", required=False)
    files = FilesField(label="Pièces jointes", required=False)

    class Meta:
        model = FollowUp
        fields = (*SHARED, "outcome", "remark")
        labels = {"prompt": "Modèle"}

    def __init__(
        self,
        *args: Any,
        user,
        on: date,
        persons: Sequence[Beneficiary] = (),
        starts_in_text: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on, self.persons = user, on, list(persons)
        self.fields["text"].widget.attrs["autofocus"] = starts_in_text
        self.fields["minutes"].required = False
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        self._offer_topics_and_prompts()
        self._ask_of_each()
        if self.instance.pk:
            self._keep_sealed()
        else:
            del self.fields["remark"], self.fields["forget_sealed"]
        if self.instance.pk and not self.instance.batch:
            del self.fields["remark"]
        self.helper.layout = self._layout()

    def _offer_topics_and_prompts(self) -> None:
        topics = Topic.objects.offered(self.instance.topic_id)
        self.fields["topic"].queryset = topics
        self.fields["topic"].choices = grouped_topics(topics)
        prompts = Prompt.objects.offered(self.instance.prompt_id)
        self.fields["prompt"].queryset = prompts
        self.fields["prompt"].widget = PromptSelect()
        self.fields["prompt"].choices = prompts_for(prompts, self.fields["prompt"].widget)

    def _ask_of_each(self) -> None:
        """Of each person how it went, when that differs, and a line of their own."""
        for person in self.persons:
            self.fields[f"outcome_{person.pk}"] = forms.ChoiceField(
                choices=[("", AS_ALL), *Outcome.choices], required=False
            )
            self.fields[f"remark_{person.pk}"] = forms.CharField(max_length=500, required=False)

    def _keep_sealed(self) -> None:
        if not self.instance.sealed_text:
            del self.fields["forget_sealed"]
            return
        self.fields["sealed_text"].label = "Remplacer la partie scellée"
        self.fields["sealed_text"].help_text = (
            "Une partie scellée est gardée : ouvrez-la depuis le suivi pour la relire. "
            "Laissez vide pour la garder telle quelle."
        )

    def _layout(self) -> Layout:
        own = [name for name in ("remark",) if name in self.fields]
        forget = [name for name in ("forget_sealed",) if name in self.fields]
        return Layout(
            "version",
            include("followup_who"),
            Div(*map(Field, ("kind", "topic", "outcome", "prompt")), css_class="field-grid"),
            include("followup_prompt"),
            "text",
            *own,
            Div(Field("next_step"), Field("next_step_on"), css_class="field-row"),
            include("followup_step"),
            Div(
                *map(Field, ("happened_on", "channel", "minutes", "audience")),
                css_class="field-grid",
            ),
            include("followup_audience"),
            HTML(
                '<details class="fold"{% if form.sealed_text.errors or form.files.errors %} open'
                "{% endif %}><summary>Partie scellée et pièces jointes</summary>"
            ),
            "sealed_text",
            *forget,
            "files",
            HTML("</details>"),
        )

    @property
    def lines(self) -> Iterator[dict[str, Any]]:
        """Each person with the two fields of their own, for the template."""
        for person in self.persons:
            yield {
                "person": person,
                "outcome": self[f"outcome_{person.pk}"],
                "remark": self[f"remark_{person.pk}"],
            }

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [("", AS_ALL), *Outcome.choices]

    @property
    def quick_days(self) -> list[tuple[str, date]]:
        return quick_days(self.on)

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        topic, kind = data.get("topic"), data.get("kind")
        if topic and kind and topic.kind != kind:
            self.add_error(
                "topic",
                f"« {topic} » est un sujet de {topic.get_kind_display().lower()} : changez le "
                "type, ou le sujet.",
            )
        if not self.instance.pk and data.get("outcome") == Outcome.DONE and not self._says(data):
            self.add_error("text", "Écrivez quelques mots de ce qui s'est dit.")
        if not self.instance.pk and not self.persons:
            raise ValidationError("Choisissez au moins une personne.")
        if len(self.persons) > MOST_PERSONS:
            raise ValidationError(
                f"{MOST_PERSONS} personnes au plus par entrée ; en voici {len(self.persons)}."
            )
        return data

    def _says(self, data: dict[str, Any]) -> bool:
        """An exchange that took place leaves a trace: words, a file or what comes next."""
        remarks = [f"remark_{person.pk}" for person in self.persons]
        return any(
            data.get(name) for name in ("text", "sealed_text", "files", "next_step", *remarks)
        )

    def save(self) -> FollowUp | list[FollowUp]:
        files, sealed = self.cleaned_data["files"], self.cleaned_data["sealed_text"]
        if self.instance.pk:
            if sealed or self.cleaned_data.get("forget_sealed"):
                self.instance.sealed_text = sealed
            return change_follow_up(follow_up=self.instance, by=self.user, on=self.on, files=files)
        fields = {name: self.cleaned_data[name] for name in SHARED}
        return record_entry(
            lines=[self._line(person) for person in self.persons],
            by=self.user,
            on=self.on,
            files=files,
            sealed_text=sealed,
            **fields,
        )

    def _line(self, person: Beneficiary) -> Line:
        outcome = self.cleaned_data[f"outcome_{person.pk}"] or self.cleaned_data["outcome"]
        return Line(person, Outcome(outcome), self.cleaned_data[f"remark_{person.pk}"])


def new_follow_up(on: date) -> dict[str, Any]:
    """What a new follow-up proposes before anything is typed."""
    return {
        "kind": FollowUpKind.JOBCOACHING,
        "happened_on": on,
        "channel": Channel.OFFICE,
        "outcome": Outcome.DONE,
        "minutes": 45,
        "audience": Audience.TEAM,
    }
