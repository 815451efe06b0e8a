"""Pieces of crispy layouts that the forms of this room share."""

from typing import Any

from crispy_forms.layout import Column, Div, Field, Row
from django.template.loader import render_to_string


class Why:
    """« Pourquoi ce champ ? »: what it serves for, on which legal ground, and who reads it."""

    def __init__(self, use: str, ground: str, readers: str) -> None:
        self.sentences = {"use": use, "ground": ground, "readers": readers}

    def render(self, form: Any, context: Any, template_pack: str = "", **kwargs: Any) -> str:
        return render_to_string("beneficiaries/widgets/why.html", self.sentences)


def half(*fields: Any) -> Column:
    return Column(*fields, css_class="col-md-6")


def third(*fields: Any) -> Column:
    return Column(*fields, css_class="col-md-4")


def row(*columns: Any) -> Row:
    return Row(*columns, css_class="row g-3")


def explained(field: str, why: Why) -> Div:
    return Div(Field(field), why)
