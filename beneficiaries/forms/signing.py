"""One signature: drawn on screen, or given on the printed paper (without a pointer or a script)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from beneficiaries.models import Paper, Signature
from beneficiaries.rules.signatures import LONGEST
from beneficiaries.services.papers import TOO_LONG, sign_paper
from mirec.accounts.models import User
from mirec.core.forms import HouseForm

SCREEN, PAPER = "screen", "paper"


class SignatureForm(HouseForm):
    """Drawn by `components/signature.html`; without script it takes the signature on paper."""

    party = forms.CharField(widget=forms.HiddenInput, max_length=12)
    way = forms.ChoiceField(
        choices=[(SCREEN, "À l'écran"), (PAPER, "Sur papier")],
        widget=forms.HiddenInput,
        initial=PAPER,
    )
    name = forms.CharField(label="Nom de qui signe", max_length=160)
    signed_on = forms.DateField(label="Signé sur papier le", required=False)
    drawing = forms.CharField(
        label="Signature",
        required=False,
        max_length=LONGEST,
        widget=forms.HiddenInput,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, paper: Paper, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.user, self.on = paper, user, on
        self.fields["signed_on"].widget.attrs |= {"max": on.isoformat()}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("way") == SCREEN and not data.get("drawing") and "drawing" not in self.errors:
            self.add_error("drawing", "Signez dans le cadre, ou choisissez le papier.")
        return data

    def save(self) -> Signature:
        return sign_paper(paper=self.paper, **self.given())

    def given(self) -> dict[str, Any]:
        """The signature as a service takes it."""
        data = self.cleaned_data
        return {
            "party": data["party"],
            "name": data["name"],
            "signed_on": data["signed_on"],
            "drawing": data["drawing"] if data["way"] == SCREEN else "",
            "by": self.user,
            "on": self.on,
        }

    @property
    def party_label(self) -> str:
        """Who signs here, in words; "" when the page named nobody who may."""
        return self.paper.party_labels.get(str(self["party"].value() or ""), "")

    def add_error(self, field: str | None, error: ValidationError | str) -> None:
        """Which party signs comes from the page: a wrong one is said at the top."""
        super().add_error(None if field in {"party", "way"} else field, error)


def signature_form(
    paper: Paper, *, sent: QueryDict | None, asked: str, names: Mapping[str, str], user: User,
    on: date, form: type[SignatureForm] = SignatureForm,
) -> SignatureForm | None:  # fmt: skip
    """The form of the party asked for, else of the first that has not signed; None when all have.

    `names` proposes who signs for a party.
    """
    missing = paper.missing_parties
    if not missing and sent is None:
        return None
    party = asked if asked in missing else next(iter(missing), "")
    start = {"party": party, "name": names.get(party, ""), "signed_on": on}
    return form(sent, initial=start, paper=paper, user=user, on=on)
