"""Days that a form asks for."""

from datetime import date

from django import forms


def not_in_future(day: date, on: date) -> date:
    """The day itself; raises ValidationError when it has not come yet."""
    if day > on:
        raise forms.ValidationError("Cette date n'est pas encore venue.")
    return day
