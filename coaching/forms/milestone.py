"""« Et si… »: other contracts than the known ones, read from the address; nothing is written."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from coaching.queries.milestone import Objective
from employers.rules import Contract, Milestone
from mirec.core.forms import HouseForm
from mirec.core.layouts import row
from mirec.core.wording import day_short

HALF = "Indiquez le contrat et son dernier jour, ou l'employeur et le premier jour."
ONE = "Une question à la fois : un contrat connu, ou un nouveau."


class WhatIfForm(HouseForm):
    contrat = forms.ChoiceField(label="Et si ce contrat", required=False)
    jusqu_au = forms.DateField(label="durait jusqu'au", required=False)
    employeur = forms.CharField(
        label="Et si un contrat chez",
        max_length=160,
        required=False,
        help_text="Un nom déjà connu, ou un autre.",
    )
    des_le = forms.DateField(label="commençait le", required=False)
    jusqu = forms.DateField(label="jusqu'au", required=False, help_text="Vide : sans terme.")

    def __init__(self, *args: Any, objective: Objective, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.objective = objective
        known = [(str(each.placement_id), _named(each)) for each in objective.contracts]
        self.fields["contrat"].choices = [("", "Choisissez un contrat"), *known]
        groups = [Fieldset("Un nouveau contrat", row("employeur", "des_le", "jusqu"))]
        if known:
            groups.insert(0, Fieldset("Un contrat connu", row("contrat", "jusqu_au")))
        else:
            del self.fields["contrat"], self.fields["jusqu_au"]
        self.helper.layout = Layout(*groups)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        longer = [data.get("contrat"), data.get("jusqu_au")]
        new = [data.get("employeur"), data.get("des_le")]
        if self.errors:
            return data
        if any(longer) and any([*new, data.get("jusqu")]):
            raise forms.ValidationError(ONE)
        if not (all(longer) or all(new)):
            raise forms.ValidationError(HALF)
        self._check_order(data)
        return data

    def _check_order(self, data: dict[str, Any]) -> None:
        if data.get("jusqu_au"):
            starts = next(
                each.starts_on
                for each in self.objective.contracts
                if str(each.placement_id) == data["contrat"]
            )
            if data["jusqu_au"] < starts:
                self.add_error("jusqu_au", "Ce contrat commence après ce jour.")
        elif data.get("jusqu") and data["jusqu"] < data["des_le"]:
            self.add_error("jusqu", "Le dernier jour ne peut pas précéder le premier.")

    @property
    def answer(self) -> Milestone:
        data = self.cleaned_data
        if data.get("contrat"):
            return self.objective.if_longer(int(data["contrat"]), data["jusqu_au"])
        return self.objective.if_new(data["employeur"], data["des_le"], data["jusqu"])


def _named(contract: Contract) -> str:
    return f"{contract.employer_name}, dès le {day_short(contract.starts_on)}"
