"""Is it there already, under a name that is nearly the same? What every search for twins shares:
its signs, weighed and said, and a form that asks once and lets the second sending decide.
"""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, Q, When


def holds(sign: Q) -> Case:
    """The sign as a column: True or False, never unknown."""
    return Case(When(sign, then=True), default=False, output_field=BooleanField())


def weighed(signs: Iterable[tuple[bool, int, str]]) -> tuple[int, str]:
    """Of the signs that hold: their weight together, and « même nom, même téléphone »."""
    told = [(weight, words) for is_so, weight, words in signs if is_so]
    return sum(weight for weight, _ in told), ", ".join(words for _, words in told)


def ask_once(form: forms.Form, found: str, sentence: str) -> None:
    """Raises ValidationError unless the form was sent with exactly these twins before its eyes.

    `found` names them; the form's hidden `seen_twins` brings it back.
    """
    if not found or form.cleaned_data.get("seen_twins") == found:
        return
    form.data = form.data.copy()
    form.data[form.add_prefix("seen_twins")] = found
    raise ValidationError(sentence, code="twins")
