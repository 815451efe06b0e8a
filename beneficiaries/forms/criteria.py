"""A criterion of a regime: the form of its kind, made from the kind's parameters."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from beneficiaries.enums import CriterionKind
from beneficiaries.models import RegimeCriterion
from beneficiaries.rules.criteria import KINDS
from beneficiaries.rules.parameters import (
    PARAMETERS,
    InvalidParametersError,
    Parameter,
    ParameterType,
    validate_params,
)
from beneficiaries.services.criteria import save_criterion
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

PREFIX = "param_"


class KindForm(HouseForm):
    """Which kind of criterion is added? Its own form follows."""

    type = forms.ChoiceField(label="Type de critère", choices=CriterionKind.choices)


class CriterionForm(HouseModelForm):
    """The instance comes with its regime and its kind."""

    also_requires = forms.MultipleChoiceField(
        label="Exige aussi",
        required=False,
        choices=[(kind.value, kind.label) for kind in CriterionKind if not PARAMETERS[kind]],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RegimeCriterion
        fields = (
            "code", "is_general", "article", "label", "order", "also_requires", "proof_label",
            "proof_validity_months",
        )  # fmt: skip
        help_texts = {
            "code": "Le numéro de la condition dans le texte : « 1 » pour 1°.",
            "is_general": "Toutes les conditions générales sont demandées ; une autre suffit.",
            "label": "Lu à la personne, imprimé dans le dossier et le rapport.",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.kind = CriterionKind(self.instance.kind)
        self.description = KINDS[self.kind].description
        self.parameters = {PREFIX + each.name: each for each in PARAMETERS[self.kind]}
        for name, parameter in self.parameters.items():
            self.fields[name] = field_of(parameter, self.instance.params.get(parameter.name))
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        figures = [Fieldset("Seuils", *self.parameters)] if self.parameters else []
        return Layout(
            "version",
            Fieldset("Dans le texte", row("code", "order"), "article", "label", "is_general"),
            *figures,
            Fieldset("Conditions jointes", "also_requires"),
            Fieldset("Preuve", row("proof_label", "proof_validity_months")),
        )

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"regime"}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self._refuse_taken_code(data)
        if self.errors:
            return data
        params = {each.name: data[name] for name, each in self.parameters.items()}
        params = {name: value for name, value in params.items() if value not in (None, "", [])}
        try:
            validate_params(self.kind, params)
        except InvalidParametersError as refusal:
            for name, fault in refusal.faults.items():
                self.add_error(PREFIX + name, fault)
        self.instance.params = params
        return data

    def _refuse_taken_code(self, data: dict[str, Any]) -> None:
        others = self.instance.regime.criteria.exclude(pk=self.instance.pk)
        taken = others.filter(code=data.get("code"), is_general=data.get("is_general"))
        if "code" in data and taken.exists():
            self.add_error("code", "Ce numéro existe déjà dans ce régime.")

    def save(self) -> RegimeCriterion:
        return save_criterion(criterion=self.instance, by=self.user)


def field_of(parameter: Parameter, value: Any) -> forms.Field:
    common = {
        "label": parameter.label,
        "required": parameter.is_required,
        "help_text": parameter.help_text,
        "initial": value,
    }
    if parameter.type is ParameterType.WHOLE:
        return forms.IntegerField(
            min_value=parameter.minimum, max_value=parameter.maximum, **common
        )
    choices = parameter.choices.choices if parameter.choices else []
    if parameter.type is ParameterType.CHOICE:
        return forms.ChoiceField(choices=choices, **common)
    return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
