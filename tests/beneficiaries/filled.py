"""A form as a browser would send it: what it shows, and what the test changes."""

from typing import Any

from django import forms


def sent(form: forms.BaseForm, **changes: Any) -> dict[str, Any]:
    """Boxes that are not ticked are not sent; « non » is."""
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if not is_left_out(form, name, value)}
    return data | changes


def is_left_out(form: forms.BaseForm, name: str, value: Any) -> bool:
    asks_yes_or_no = isinstance(form.fields[name], forms.NullBooleanField)
    return value is None or (value is False and not asks_yes_or_no)
