"""What the lists of the training room can be narrowed to; the filters live in the address."""

import django_filters
from django import forms
from django.db.models import QuerySet

from mirec.accounts.models import User
from mirec.core.search import every_word
from partners.models import Partner
from training.models import Programme, Session

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
