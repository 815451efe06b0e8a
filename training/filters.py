"""What the lists of the training room can be narrowed to; the filters live in the address."""

import django_filters
from django import forms
from django.db.models import QuerySet

from mirec.accounts.models import User
from mirec.core.search import every_word
from partners.models import Partner
from training.enums import ClaimKind
from training.models import Claim, Programme, Session

LONGEST_SEARCH = 100


class ProgrammeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Chercher une formation ou un métier",
        method="search",
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    operator = django_filters.ModelChoiceFilter(
        label="Opérateur", queryset=Partner.objects.operators(), empty_label="Tous"
    )
    is_offered = django_filters.ChoiceFilter(
        label="Offre",
        method="keep_offered",
        choices=[("oui", "Proposées actuellement"), ("non", "Plus proposées")],
        empty_label="Toutes",
    )

    class Meta:
        model = Programme
        fields = ["q", "operator", "is_offered"]

    def keep_offered(self, programmes: QuerySet, name: str, typed: str) -> QuerySet:
        return programmes.filter(is_offered=typed == "oui")

    def search(self, programmes: QuerySet, name: str, typed: str) -> QuerySet:
        return programmes.filter(every_word(typed, "title_key", "occupation__label_key"))


class CalendarFilter(django_filters.FilterSet):
    programme = django_filters.ModelChoiceFilter(
        label="Formation",
        field_name="cohort__programme",
        queryset=Programme.objects.all(),
        empty_label="Toutes",
    )
    coordinator = django_filters.ModelChoiceFilter(
        label="Coordination",
        field_name="cohort__coordinator",
        queryset=User.objects.filter(cohorts__isnull=False).distinct(),
        empty_label="Toutes",
    )

    class Meta:
        model = Session
        fields = ["programme", "coordinator"]


class ClaimFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Chercher une personne",
        method="search",
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        label="État",
        method="keep_state",
        choices=[
            ("attente", "À décider"),
            ("accordes", "Accordés, pas encore payés"),
            ("payes", "Payés"),
        ],
        empty_label="Tous",
    )
    kind = django_filters.ChoiceFilter(label="Frais", choices=ClaimKind.choices, empty_label="Tous")

    class Meta:
        model = Claim
        fields = ["q", "state", "kind"]

    def search(self, claims: QuerySet, name: str, typed: str) -> QuerySet:
        return claims.filter(every_word(typed, "enrolment__beneficiary__name_key"))

    def keep_state(self, claims: QuerySet, name: str, typed: str) -> QuerySet:
        kept = {
            "attente": claims.waiting(),
            "accordes": claims.to_pay(),
            "payes": claims.filter(payment__isnull=False),
        }
        return kept[typed]
