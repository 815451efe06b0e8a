"""The form of a person's wishes for a job."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from beneficiaries.models import Locality
from employers.enums import TimeSlot, Transport
from employers.models import WorkWish
from employers.services.wishes import save_wish
from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row
from mirec.core.search import plain

MOST_COMMUNES = 40
LONGEST = 1_000


class CommunesField(forms.CharField):
    """Names of communes between commas; its value is their list, as the postal list writes them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        typed = [name.strip() for name in re.split(r"[,;\n]", super().clean(value))]
        wanted = {plain(name): name for name in typed if name}
        if len(wanted) > MOST_COMMUNES:
            raise ValidationError(f"Au plus {MOST_COMMUNES} communes : gardez les plus utiles.")
        known = Locality.objects.order_by().values_list("commune", flat=True).distinct()
        written = {plain(commune): commune for commune in known}
        unknown = [name for key, name in wanted.items() if key not in written]
        if unknown:
            raise ValidationError(f"Aucune commune ne s'appelle ainsi : {', '.join(unknown)}.")
        return sorted(written[key] for key in wanted)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class WishForm(HouseModelForm):
    """What is left empty is not known yet, and matching says that it is to be asked."""

    slots = forms.MultipleChoiceField(
        label="Moments possibles",
        choices=TimeSlot.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    transports = forms.MultipleChoiceField(
        label="Moyens de transport",
        choices=Transport.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communes = CommunesField(
        label="Communes où travailler",
        required=False,
        max_length=LONGEST,
        help_text="Séparées par des virgules. Vide : pas encore demandé. La commune où la personne "
        "habite compte toujours.",
    )
    hours_from = forms.DecimalField(
        label="Heures par semaine, de", required=False, min_value=1, max_value=60, decimal_places=1
    )
    hours_to = forms.DecimalField(
        label="à", required=False, min_value=1, max_value=60, decimal_places=1
    )
    refuses = forms.CharField(
        label="Ne veut pas",
        required=False,
        max_length=200,
        help_text="Se lit par tous ceux qui suivent une offre : rien sur la santé ni la vie "
        "privée. Cela se lit seulement : l'ordre n'en tient pas compte.",
    )

    class Meta:
        model = WorkWish
        fields = ("slots", "transports", "communes", "hours_from", "hours_to", "refuses")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("hours_from", "hours_to"):
            self.fields[name].widget.attrs["step"] = "0.5"
        self.helper.layout = Layout(
            "version",
            Fieldset("Quand", row("slots"), row("hours_from", "hours_to")),
            Fieldset("Où et comment", "transports", "communes"),
            Fieldset("Et encore", "refuses"),
        )

    def save(self) -> WorkWish:
        return save_wish(wish=self.instance, by=self.user)
