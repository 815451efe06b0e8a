"""What an employer answers behind the link of a mail, without an account."""

from datetime import date, datetime
from typing import Any

from django import forms

from employers.enums import VacancyAnswer
from employers.services.freshness import answer_question
from mirec.core.forms import HouseForm
from mirec.core.links import FoundLink

CHOICES = [
    (VacancyAnswer.OPEN, "Oui, elle est toujours vacante"),
    (VacancyAnswer.FILLED, "Non, elle est pourvue"),
    (VacancyAnswer.CHANGE, "Oui, mais quelque chose a changé"),
]


class VacancyAnswerForm(HouseForm):
    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une des trois réponses."},
    )
    text = forms.CharField(
        label="Qu'est-ce qui a changé ?",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Quelques mots, par exemple l'horaire ou la date de début.",
    )

    def __init__(self, *args: Any, token: str, on: date, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.token, self.on, self.at = token, on, at

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == VacancyAnswer.CHANGE and not data.get("text"):
            self.add_error("text", "Dites-nous en quelques mots ce qui a changé.")
        return data

    def save(self) -> FoundLink:
        return answer_question(
            token=self.token,
            answer=VacancyAnswer(self.cleaned_data["answer"]),
            text=self.cleaned_data["text"],
            on=self.on,
            at=self.at,
        )
