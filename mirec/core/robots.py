"""Did a person send this form? A field nobody sees, the time it took, and how often: no service
of others is asked.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

SALT = "mirec.robots"
QUICKEST = timedelta(seconds=3)
LONGEST = timedelta(hours=12)
TOO_QUICK = "C'est parti trop vite pour être relu. Attendez un instant, puis envoyez à nouveau."
TOO_OLD = "La page était ouverte depuis longtemps. Vos réponses sont encore là : envoyez à nouveau."
TRAP_FILLED = "Laissez vide le champ « Site web », puis envoyez à nouveau."
TOO_OFTEN = (
    "Plusieurs envois viennent déjà de cette connexion ou concernent cette adresse. Vos réponses "
    "sont encore là : attendez un moment, puis envoyez à nouveau."
)


def stamped(at: datetime) -> str:
    """The moment at which a page was shown, signed."""
    return signing.dumps(at.timestamp(), salt=SALT)


def stamp_fault(stamp: str, at: datetime) -> str:
    """Why a form with this stamp is not believed at this moment; "" when it is."""
    try:
        shown = signing.loads(stamp, salt=SALT)
    except signing.BadSignature:
        return TOO_OLD
    age = timedelta(seconds=at.timestamp() - shown)
    if age < QUICKEST:
        return TOO_QUICK
    return TOO_OLD if age > LONGEST else ""


class RobotProofMixin:
    """For a form that anybody may send, and that asks `at`, the moment.

    `allows` counts a complete form, and may say no.

    Refused, the form keeps what was typed and carries a stamp that will do the next time.
    """

    def __init__(self, *args: Any, at: datetime, allows: Callable[[dict], bool], **kwargs: Any):
        super().__init__(*args, at=at, **kwargs)
        self.at, self.allows = at, allows
        self.fields["website"] = forms.CharField(
            label="Site web (laissez ce champ vide)",
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        self.fields["stamp"] = forms.CharField(
            required=False, max_length=200, widget=forms.HiddenInput, initial=stamped(at)
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        fault = TRAP_FILLED if data.get("website") else stamp_fault(data.get("stamp", ""), self.at)
        if fault == TOO_OLD:
            self.data = self.data.copy()
            self.data[self.add_prefix("stamp")] = stamped(self.at)
        if not fault and not self.errors and not self.allows(data):
            fault = TOO_OFTEN
        if fault:
            raise ValidationError(fault, code="robot")
        return data
