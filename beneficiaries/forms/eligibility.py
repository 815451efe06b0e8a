"""The facts of an assessment: proposed from the file, completed with the person."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.enums import AssimilatedPeriod, Diploma, HandicapProof, IncomeKind, Residence
from beneficiaries.fact_labels import LABELS
from beneficiaries.models import Assessment, Beneficiary
from beneficiaries.rules.eligibility import Assessment as Answered
from beneficiaries.rules.facts import Facts
from beneficiaries.rules.facts_json import InvalidFactsError, months_lived
from beneficiaries.rules.regimes import NoRegimeError
from beneficiaries.services.assessing import preview, record_assessment
from mirec.accounts.models import User
from mirec.core.forms import HouseForm
from mirec.core.layouts import row

NOTHING = "nothing"
WINDOW = 36
MOST_MONTHS = 1440
YES_NO = (
    "compulsory_schooling",
    "registered_unoccupied",
    "transition_job",
    "stepping_stone_job",
    "referred_by_forem",
)
OF_36 = ("registered_months_of_36", "allowance_months_of_36")
UP_TO_DAY = (
    "months_without_work",
    "months_without_allowance",
    "months_without_integration_income",
    "months_unoccupied",
)
CHOICE = {"diploma": Diploma, "residence": Residence}
CHOICES = {"income": IncomeKind, "handicap": HandicapProof}
UNKNOWN_CHOICE = ("", "Je ne sais pas encore")


class FactsForm(HouseForm):
    """What is left empty is unknown; « aucun » is an answer. `answered` is the verdict."""

    assessed_on = forms.DateField(
        label="Situation au",
        help_text="La condition s'apprécie au plus tard le jour de la convention (art. 3, § 2).",
    )
    born_on = forms.DateField(required=False)

    def __init__(
        self, *args: Any, facts: Facts, beneficiary: Beneficiary, user: User, on: date, **kw: Any
    ) -> None:
        super().__init__(*args, initial=initial_of(facts, on), **kw)
        self.facts = facts
        self.beneficiary = beneficiary
        self.user = user
        self.on = on
        self.answered = None if self.is_bound else answer_of(facts, on)
        self._add_facts()
        for name, label in LABELS.items():
            if name in self.fields:
                self.fields[name].label = label
        self.helper.layout = self._layout()

    def _add_facts(self) -> None:
        for name in YES_NO:
            self.fields[name] = forms.NullBooleanField(
                required=False, widget=forms.NullBooleanSelect
            )
        for name in OF_36:
            self.fields[name] = months_field(WINDOW)
        for name in UP_TO_DAY:
            self.fields[name] = months_field(MOST_MONTHS)
        for name, codes in CHOICE.items():
            choices = [UNKNOWN_CHOICE, *codes.choices]
            self.fields[name] = forms.ChoiceField(required=False, choices=choices)
        for name, codes in CHOICES.items():
            self.fields[name] = forms.MultipleChoiceField(
                required=False,
                choices=[*codes.choices, (NOTHING, "Aucun de ceux-là")],
                widget=forms.CheckboxSelectMultiple,
                help_text="Rien de coché : on ne sait pas encore.",
            )
        for period in AssimilatedPeriod:
            self.fields[assimilated(period)] = months_field(WINDOW, label=period.label)

    def _layout(self) -> Layout:
        return Layout(
            row("assessed_on", "born_on"),
            Fieldset(
                "Inscription et études",
                row("registered_unoccupied", "compulsory_schooling"),
                row("diploma", "referred_by_forem"),
            ),
            Fieldset(
                "Durées, en mois entiers",
                row("registered_months_of_36", "months_unoccupied"),
                row("months_without_work", "months_without_allowance"),
                "months_without_integration_income",
            ),
            Fieldset("Revenus, séjour et handicap", "income", "residence", "handicap"),
            Div(
                HTML("<summary>Faits des régimes d'avant 2024</summary>"),
                Div(
                    "allowance_months_of_36",
                    row(*(assimilated(period) for period in AssimilatedPeriod)),
                    row("transition_job", "stepping_stone_job"),
                    css_class="fields",
                ),
                template="beneficiaries/widgets/details.html",
            ),
        )

    def clean_assessed_on(self) -> date:
        day = self.cleaned_data["assessed_on"]
        if day > self.on:
            raise ValidationError("On ne peut pas évaluer un jour à venir.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in CHOICES:
            if NOTHING in data.get(name, []) and len(data[name]) > 1:
                self.add_error(name, "« Aucun » ne va pas avec une autre réponse.")
        self._refuse_impossible_life(data)
        if not self.errors:
            self._answer(data)
        return data

    def _refuse_impossible_life(self, data: dict[str, Any]) -> None:
        day, born_on = data.get("assessed_on"), data.get("born_on")
        if not day or not born_on:
            return
        if born_on > day:
            self.add_error("born_on", "La naissance est postérieure au jour évalué.")
            return
        lived = months_lived(born_on, day)
        for name in (*OF_36, *UP_TO_DAY):
            if (data.get(name) or 0) > lived:
                self.add_error(name, f"C'est plus que l'âge de la personne ({lived} mois).")

    def _answer(self, data: dict[str, Any]) -> None:
        try:
            self.facts = Facts.from_json(facts_json(data), data["assessed_on"])
            self.answered = preview(self.facts, data["assessed_on"])
        except NoRegimeError as refusal:
            self.add_error("assessed_on", str(refusal))
        except InvalidFactsError as refusal:
            self.add_error(None, refusal.sentences)

    def save(self) -> Assessment:
        return record_assessment(
            beneficiary=self.beneficiary,
            facts=self.facts,
            on=self.cleaned_data["assessed_on"],
            by=self.user,
        )


def answer_of(facts: Facts, on: date) -> Answered | None:
    """What the file's own facts answer; None when no text is in force on the day."""
    try:
        return preview(facts, on)
    except NoRegimeError:
        return None


def months_field(most: int, label: str | None = None) -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=most, label=label)


def assimilated(period: AssimilatedPeriod) -> str:
    """The name of the field for the months of one assimilated period."""
    return f"assimilated_{period.value}"


def initial_of(facts: Facts, on: date) -> dict[str, Any]:
    """The form's first values from what the file knows."""
    known = facts.to_json()
    months = known.pop("assimilated_months_of_36")
    initial = (
        {} if months is None else {assimilated(p): months.get(p, 0) for p in AssimilatedPeriod}
    )
    for name in CHOICES:
        known[name] = [NOTHING] if known[name] == [] else known[name]
    return {"assessed_on": on, **known, **initial}


def facts_json(data: dict[str, Any]) -> dict[str, Any]:
    """The cleaned form as the facts that the rules read; empty is unknown."""
    facts: dict[str, Any] = {name: data[name] for name in (*YES_NO, *OF_36, *UP_TO_DAY)}
    facts |= {name: data[name] or None for name in CHOICE}
    for name in CHOICES:
        facts[name] = [code for code in data[name] if code != NOTHING] if data[name] else None
    months = {period.value: data[assimilated(period)] for period in AssimilatedPeriod}
    some_known = any(count is not None for count in months.values())
    facts["assimilated_months_of_36"] = months if some_known else None
    facts["born_on"] = data["born_on"].isoformat() if data["born_on"] else None
    return facts
