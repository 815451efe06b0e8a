"""The house's own lists: what follow-ups are about, and texts to start from."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from coaching.enums import FollowUpKind
from coaching.models import Prompt, Topic
from mirec.core.forms import HouseModelForm

NO_TOPIC = "Sans sujet précis"
NO_PROMPT = "Page blanche"
ANY_KIND = "Pour tous les types"


def grouped_topics(topics: Iterable[Topic]) -> list[tuple[Any, Any]]:
    """The choices of a list of topics, under their kinds in the order of these."""
    order = list(FollowUpKind)
    by_kind = sorted(topics, key=lambda topic: order.index(FollowUpKind(topic.kind)))
    groups = groupby(by_kind, key=lambda topic: FollowUpKind(topic.kind).label)
    return [("", NO_TOPIC)] + [
        (label, [(topic.pk, topic.label) for topic in rows]) for label, rows in groups
    ]


class PromptSelect(forms.Select):
    """Each choice carries its text and its kind: the page fills the text in."""

    def __init__(self) -> None:
        super().__init__()
        self.prompts: dict[str, Prompt] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if prompt := self.prompts.get(str(value)):
            option["attrs"] |= {"data-text": prompt.text, "data-kind": prompt.kind}
        return option


def prompts_for(prompts: Iterable[Prompt], widget: PromptSelect) -> list[tuple[Any, str]]:
    widget.prompts = {str(prompt.pk): prompt for prompt in prompts}
    return [("", NO_PROMPT)] + [(prompt.pk, prompt.label) for prompt in widget.prompts.values()]


class TopicForm(HouseModelForm):
    class Meta:
        model = Topic
        fields = ("kind", "label", "order", "is_current")
        help_texts = {
            "order": "La place dans la liste de son type.",
            "is_current": "Décochez pour ne plus le proposer ; les suivis écrits le gardent.",
        }

    def save(self) -> Topic:
        self.instance.save()
        return self.instance


class PromptForm(HouseModelForm):
    class Meta:
        model = Prompt
        fields = ("label", "kind", "text", "theme", "is_current")
        help_texts = {
            "text": "Des amorces de phrases que le jobcoach complète.",
            "theme": "Les suivis écrits avec ce modèle nourrissent ce thème de la partie "
            "qualitative du rapport. Laissez vide si ce n'est pas le but.",
            "is_current": "Décochez pour ne plus le proposer ; les suivis écrits le gardent.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, user, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kind"].choices = [("", ANY_KIND), *FollowUpKind.choices]
        self.fields["theme"].widget.attrs["list"] = "themes"
        themes = Prompt.objects.exclude(theme="").order_by("theme")
        self.themes = themes.values_list("theme", flat=True).distinct()

    def save(self) -> Prompt:
        if self.instance.pk is None:
            self.instance.created_by = self.user
        self.instance.save()
        return self.instance
