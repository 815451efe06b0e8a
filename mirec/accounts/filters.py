"""What can the list of accounts be narrowed by?"""

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User
from mirec.core.search import every_word

LONGEST = 100


class UserFilter(filters.FilterSet):
    q = filters.CharFilter(
        label="Chercher",
        method="search",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nom ou adresse e-mail"}),
    )
    role = filters.ChoiceFilter(label="Rôle", choices=Role.choices, method="of_role")
    team = filters.ModelChoiceFilter(label="Équipe", queryset=Team.objects.all())
    is_active = filters.BooleanFilter(label="Compte actif")

    class Meta:
        model = User
        fields = ("q", "role", "team", "is_active")

    @property
    def qs(self) -> QuerySet[User]:
        """Accounts of beneficiaries are shown when one asks for that role."""
        rows = super().qs
        return rows if self.data.get("role") else rows.staff()

    def of_role(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(roles__contains=[value])

    def search(self, rows: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return rows.filter(every_word(value, "name_key", "email"))
