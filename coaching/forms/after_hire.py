"""News after a hire, the four faces, and what makes a job hard."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coaching.enums import Audience, Channel, OpinionScore, OpinionSide
from coaching.forms.followups import include
from coaching.models import Difficulty, FollowUp, HireCheck, Opinion
from coaching.services.difficulties import note_difficulty, rewrite_difficulty
from coaching.services.news import take_news
from coaching.services.opinions import note_answer
from employers.models import Placement
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm, fingerprint
from mirec.core.layouts import row

LONGEST_COMMENT = 1_000
NEWS_MINUTES = 15
SEALED_HELP = (
    "Chiffré. Pour la santé, ces mots s'ouvrent à la demande, et chaque ouverture est notée."
)


class NewsForm(HouseModelForm):
    """How it goes, in one form: everything but the words is filled in."""

    class Meta:
        model = FollowUp
        fields = (
            "text", "next_step", "next_step_on", "happened_on", "channel", "minutes", "audience",
        )  # fmt: skip
        labels = {"text": "Comment cela se passe-t-il ?"}

    def __init__(self, *args: Any, check: HireCheck, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check, self.user, self.on = check, user, on
        self.fields["text"].required = True
        self.fields["text"].widget.attrs |= {"autofocus": True, "rows": 5}
        self.fields["happened_on"].widget.attrs["max"] = on.isoformat()
        self.helper.layout = Layout(
            "version",
            "text",
            Div(Field("next_step"), Field("next_step_on"), css_class="field-row"),
            Div("happened_on", "channel", "minutes", "audience", css_class="field-grid"),
        )

    def clean_happened_on(self) -> date:
        day = self.cleaned_data["happened_on"]
        if day < self.check.placement.starts_on:
            raise ValidationError("Ces nouvelles ne peuvent pas précéder le premier jour.")
        return day

    def save(self) -> FollowUp:
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return take_news(check=self.check, by=self.user, on=self.on, **said)


def new_news(on: date) -> dict[str, Any]:
    """What the form proposes before anything is typed."""
    return {
        "happened_on": on,
        "channel": Channel.PHONE,
        "minutes": NEWS_MINUTES,
        "audience": Audience.TEAM,
    }


class OpinionForm(HouseForm):
    """The one question: four faces, and a few words if one wants."""

    score = forms.TypedChoiceField(
        label=_("Comment cela se passe-t-il ?"),
        choices=OpinionScore.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choisissez une des quatre réponses."),
            "invalid_choice": _("Choisissez une des quatre réponses."),
        },
    )
    comment = forms.CharField(
        label=_("En quelques mots, si vous le souhaitez"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(include("after_hire/faces"), "comment")

    @property
    def faces(self) -> Iterator[dict[str, Any]]:
        """The choices, the best first, each with the face that goes with its word."""
        chosen = str(self["score"].value() or "")
        for score in reversed(OpinionScore):
            yield {"score": score, "is_chosen": str(score.value) == chosen}


class NoteAnswerForm(OpinionForm):
    """An answer that a colleague heard, by phone or on the spot."""

    def __init__(
        self,
        *args: Any,
        check: HireCheck,
        side: OpinionSide,
        user: User,
        on: date,
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.check, self.side, self.user, self.on, self.at = check, side, user, on, at
        self.fields["comment"].label = "En quelques mots"

    def save(self) -> Opinion:
        return note_answer(
            check=self.check, side=self.side, by=self.user, on=self.on, at=self.at,
            **self.cleaned_data,
        )  # fmt: skip


class DifficultyForm(HouseModelForm):
    """What makes the job hard and what was done; the sealed words of one kept are never filled in.

    Left empty they stay as they are. A difficulty of health stays one, and so stays sealed.
    """

    class Meta:
        model = Difficulty
        fields = ("kind", "note", "mediation", "noted_on", "solved_on")
        help_texts = {"note": SEALED_HELP, "solved_on": "Vide tant qu'elle pèse."}

    def __init__(
        self, *args: Any, placement: Placement, user: User, on: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.placement, self.user, self.on = placement, user, on
        for name in ("note", "mediation"):
            self.fields[name].widget.attrs["rows"] = 3
        self.is_sealed = bool(self.instance.pk and self.instance.is_sealed)
        if self.is_sealed:
            self._keep_sealed()
        days = row("noted_on", "solved_on")
        kind = [] if self.is_sealed else ["kind"]
        sealed = [HTML(SEALED_WORDS)] if self.is_sealed else []
        self.helper.layout = Layout("version", *kind, *sealed, "note", "mediation", days)

    def _keep_sealed(self) -> None:
        """Not even a print of the words goes along with the form."""
        del self.fields["kind"]
        self._current_version = fingerprint(self.instance, ["noted_on", "solved_on"])
        self.fields["version"].initial = self._current_version
        for name, label in (("note", "Ce qui se passe"), ("mediation", "Ce qui a été fait")):
            self.initial[name] = ""
            self.fields[name].label = f"Remplacer : {label.lower()}"
            self.fields[name].help_text = "Vide : ce qui est scellé reste tel quel."

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in ("noted_on", "solved_on"):
            if data.get(name) and data[name] > self.on:
                self.add_error(name, "Ce jour n'est pas encore passé.")
        return data

    def save(self) -> Difficulty:
        values = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        if not self.instance.pk:
            return note_difficulty(placement=self.placement, by=self.user, **values)
        return rewrite_difficulty(difficulty=self.instance, by=self.user, **values)


SEALED_WORDS = (
    '<p class="sm dim">Cette difficulté concerne la santé : ses mots sont scellés, et ne '
    "s'affichent pas ici.</p>"
)
