"""A partner: who they are, where, and what they can do."""

import re
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from mirec.accounts.models import User
from mirec.core.forms import HouseModelForm
from mirec.core.layouts import row
from mirec.core.search import folded
from partners.models import Partner
from partners.services import create_partner, update_partner

POSTAL_CODE = re.compile(r"[1-9]\d{3}", re.ASCII)


class PartnerForm(HouseModelForm):
    postal_code = forms.CharField(label="Code postal", required=False, max_length=10)

    class Meta:
        model = Partner
        fields = (
            "name", "kind", "is_operator", "street", "postal_code", "city", "phone", "email",
            "contact_name", "services",
        )  # fmt: skip
        help_texts = {"services": "Ce que le partenaire offre, à qui, et comment y orienter."}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].error_messages["invalid"] = (
            "Ce numéro n'existe pas. Écrivez par exemple 071 12 34 56, ou +33 3… hors de Belgique."
        )
        self.helper.layout = Layout(
            "version",
            Fieldset("Organisation", row("name", "kind"), "is_operator"),
            Fieldset("Adresse", "street", row("postal_code", "city")),
            Fieldset("Contact", "contact_name", row("phone", "email")),
            Fieldset("Offre", "services"),
        )

    def clean_postal_code(self) -> str:
        code = self.cleaned_data["postal_code"]
        if code and not POSTAL_CODE.fullmatch(code):
            raise ValidationError("Un code postal belge a quatre chiffres, par exemple 6000.")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        name, code = data.get("name"), data.get("postal_code")
        if name and code is not None and self._is_known(name, code):
            self.add_error("name", "Ce partenaire existe déjà à ce code postal.")
        return data

    def _is_known(self, name: str, code: str) -> bool:
        twins = Partner.objects.filter(name_key=folded(name), postal_code=code)
        return twins.exclude(pk=self.instance.pk).exists()

    def save(self) -> Partner:
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk:
            return update_partner(partner=self.instance, **data)
        return create_partner(by=self.user, **data)
