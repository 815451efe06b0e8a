"""What can the list of partners be narrowed by?"""

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from mirec.core.search import every_word
from partners.enums import PartnerKind
from partners.models import Partner

LONGEST = 100


class PartnerFilter(filters.FilterSet):
    q = filters.CharFilter(
        label="Chercher",
        method="search",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nom du partenaire"}),
    )
    kind = filters.ChoiceFilter(label="Type", choices=PartnerKind.choices, empty_label="Tous")
    operator = filters.BooleanFilter(
        label="Opérateurs de formation", method="only_operators", widget=forms.CheckboxInput
    )

    class Meta:
        model = Partner
        fields = ("q", "kind", "operator")

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(every_word(value, "name_key"))

    def only_operators(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.operators() if value else rows
