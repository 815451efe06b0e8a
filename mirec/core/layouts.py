"""Pieces of crispy layouts that the forms of every room share."""

from typing import Any

from crispy_forms.layout import Div


def row(*fields: Any) -> Div:
    """Fields side by side where there is room."""
    return Div(*fields, css_class="fields-grid")
