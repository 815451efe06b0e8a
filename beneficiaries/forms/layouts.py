"""Pieces of crispy layouts that the forms of this room share."""

from typing import Any

from crispy_forms.layout import Div, Field
from django.template.loader import render_to_string


class Why:
    """« Pourquoi ce champ ? »: what it serves for, on which legal ground, and who reads it."""

    def __init__(self, use: str, ground: str, readers: str) -> None:
        self.sentences = {"use": use, "ground": ground, "readers": readers}

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> str:
        return render_to_string("beneficiaries/widgets/why.html", self.sentences)


def explained(field: str, why: Why, *others: str) -> Div:
    return Div(Field(field), why, *others)
