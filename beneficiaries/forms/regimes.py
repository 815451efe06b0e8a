"""A regime: copied from a date, its figures and its words."""

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError

from beneficiaries.enums import QuotaBase
from beneficiaries.models import Regime
from beneficiaries.services.criteria import TEXT_FIELDS, is_in_use, update_regime
from beneficiaries.services.regimes import LIMIT_NAMES, copy_regime
from mirec.accounts.models import User
from mirec.core.forms import HouseForm, HouseModelForm
from mirec.core.layouts import row

HUNDRED = Decimal(100)
TEXT_LENGTH = 4000
NEEDS_ARTICLE = "Indiquez l'article du texte qui fixe ce chiffre."


class PercentField(forms.DecimalField):
    """Typed as « 10 », kept as 0.10."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{(value * HUNDRED).normalize():f}"
        return value

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        return None if typed is None else typed / HUNDRED


class RegimeCopyForm(HouseForm):
    code = forms.CharField(
        label="Code", max_length=20, help_text="Court et unique, par exemple R2026."
    )
    label = forms.CharField(label="Intitulé", max_length=200)
    valid_from = forms.DateField(
        label="En vigueur à partir du",
        help_text="Le régime copié prend fin la veille. Ce qui a été décidé avant ne change pas.",
    )

    def __init__(self, *args: Any, regime: Regime, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regime = regime
        self.user = user

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if Regime.objects.filter(code__iexact=code).exists():
            raise ValidationError(f"Un régime porte déjà le code {code}.")
        return code

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day <= self.regime.valid_from:
            raise ValidationError("Le nouveau régime doit commencer après celui que vous copiez.")
        if self.regime.valid_to and day > self.regime.valid_to:
            raise ValidationError("Ce régime a déjà pris fin à cette date : copiez le suivant.")
        return day

    def save(self) -> Regime:
        return copy_regime(regime=self.regime, by=self.user, **self.cleaned_data)


class RegimeForm(HouseModelForm):
    """All the figures while nothing was decided under the regime; afterwards only its words."""

    source = forms.CharField(label="Texte et source", max_length=TEXT_LENGTH, widget=forms.Textarea)
    uncertainty = forms.CharField(
        label="À confirmer",
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea,
        help_text="Ce qui n'a pas pu être vérifié dans les textes. Vide : le texte est vérifié.",
    )
    quota_rate = PercentField(
        label="Plafond de dérogation, en %",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal("99.99"),
        max_digits=4,
        decimal_places=2,
        help_text="Vide : le texte ne permet aucune dérogation.",
    )
    quota_base_codes = SimpleArrayField(
        forms.CharField(max_length=8),
        label="Conditions comptées",
        required=False,
        help_text="Numéros séparés par des virgules, si le plafond porte sur certaines conditions.",
    )

    class Meta:
        model = Regime
        fields = (
            "label", "source", "uncertainty",
            "quota_rate", "quota_base", "quota_base_codes", "quota_needs_authorisation",
            "quota_article", "quota_condition",
            "intake_months", "intake_article", "agreement_months", "agreement_article",
            "job_search_months", "job_search_article", "reentry_months", "reentry_article",
            "extension_months", "extension_article", "breaks_move_limit", "breaks_article",
            "insertion_test", "insertion_months_same", "insertion_months_several",
            "insertion_article",
        )  # fmt: skip
        help_texts = {"quota_condition": "La suite de « si… »."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.in_use = is_in_use(self.instance)
        if self.in_use:
            for name in set(self.fields) - TEXT_FIELDS - {"version"}:
                del self.fields[name]
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        words = Fieldset("Texte", "label", "source", "uncertainty")
        if self.in_use:
            return Layout("version", words)
        limits = [row(f"{name}_months", f"{name}_article") for name in LIMIT_NAMES]
        return Layout(
            "version",
            words,
            Fieldset(
                "Dérogation",
                row("quota_rate", "quota_article"),
                row("quota_base", "quota_base_codes"),
                row("quota_condition", "quota_needs_authorisation"),
            ),
            Fieldset("Limites, en mois", *limits, row("breaks_move_limit", "breaks_article")),
            Fieldset(
                "Objectif d'insertion",
                row("insertion_test", "insertion_article"),
                row("insertion_months_same", "insertion_months_several"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.in_use:
            return data
        for name in LIMIT_NAMES:
            if data.get(f"{name}_months") is not None and not data.get(f"{name}_article"):
                self.add_error(f"{name}_article", NEEDS_ARTICLE)
        if data.get("breaks_move_limit") and not data.get("breaks_article"):
            self.add_error("breaks_article", NEEDS_ARTICLE)
        if data.get("quota_rate"):
            self._check_quota(data)
        return data

    def _check_quota(self, data: dict[str, Any]) -> None:
        if not data.get("quota_article"):
            self.add_error("quota_article", NEEDS_ARTICLE)
        if not data.get("quota_base"):
            self.add_error("quota_base", "Indiquez sur quoi le plafond est calculé.")
        known = set(self.instance.criteria.values_list("code", flat=True))
        codes = data.get("quota_base_codes") or []
        if data.get("quota_base") == QuotaBase.CRITERIA_MET and not codes:
            self.add_error("quota_base_codes", "Indiquez les conditions comptées.")
        elif unknown := sorted(set(codes) - known):
            text = f"Ce régime n'a pas de condition {', '.join(unknown)}."
            self.add_error("quota_base_codes", text)

    def save(self) -> Regime:
        data = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return update_regime(regime=self.instance, by=self.user, **data)
