"""The filters of the lists: in the address, applied in SQL."""

from datetime import date, datetime
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from beneficiaries.models import name_matches
from coaching.enums import Addressee, FollowUpKind, LetterKind, Outcome, Phase
from coaching.models import FollowUp, Journey, Letter, Topic
from coaching.queries.proofs import without_proof
from coaching.rules.day import MARK_WARNING_DAYS
from mirec.accounts.models import User
from mirec.core.forms import DayInput


def named(queryset: QuerySet, name: str, value: str) -> QuerySet:
    return queryset.filter(name_matches(value, "beneficiary__"))


def coaches(request) -> QuerySet:
    if request is None:
        return User.objects.none()
    return User.objects.filter(caseload__isnull=False).distinct()


DUE_SOON_DAYS = 92
"""« Échéance proche »: the last three months of a limit."""
STATES = [
    ("ouvert", "Ouverts"),
    ("echeance", "Échéance proche"),
    ("repere", "Repère des 12 mois"),
    ("preuve", "Il manque une preuve"),
    ("clos", "Clôturés"),
]


class JourneyFilter(filters.FilterSet):
    """Open parcours unless the address says otherwise."""

    q = filters.CharFilter(
        method=named,
        label="Chercher une personne",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    phase = filters.ChoiceFilter(choices=Phase.choices, label="Phase", empty_label="Toutes")
    etat = filters.ChoiceFilter(
        method="with_state",
        choices=STATES,
        label="État",
        empty_label="Tous",
    )
    coach = filters.ModelChoiceFilter(
        field_name="beneficiary__coach", queryset=coaches, label="Jobcoach", empty_label="Tous"
    )

    class Meta:
        model = Journey
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, *args: Any, on: date, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("etat", "ouvert")
        super().__init__(data, *args, **kwargs)
        self.on = on

    def with_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "clos":
            return queryset.filter(closed_on__isnull=False)
        if value == "echeance":
            return queryset.due_within(DUE_SOON_DAYS, self.on)
        if value == "repere":
            return queryset.near_job_search_mark(MARK_WARNING_DAYS, self.on)
        if value == "preuve":
            return without_proof(queryset.open(), self.on)
        return queryset.open()


class GatheringFilter(filters.FilterSet):
    """Of sessions of information or of workshops: what comes, unless the address says otherwise."""

    q = filters.CharFilter(
        field_name="title",
        lookup_expr="icontains",
        label="Chercher un intitulé",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    etat = filters.ChoiceFilter(
        method="with_state",
        choices=[
            ("avenir", "À venir"),
            ("acloturer", "À clôturer"),
            ("passees", "Passé"),
            ("annulees", "Annulation"),
        ],
        label="Quand",
        empty_label="Tous",
    )

    def __init__(self, data: Any, *args: Any, at: datetime, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("etat", "avenir")
        super().__init__(data, *args, **kwargs)
        self.at = at

    def with_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "annulees":
            return queryset.filter(cancelled_at__isnull=False)
        kept = queryset.filter(cancelled_at=None)
        if value == "avenir":
            return kept.filter(ends_at__gt=self.at)
        past = kept.filter(starts_at__lte=self.at)
        return past.filter(closed_at=None) if value == "acloturer" else past

    @property
    def order(self) -> str:
        """What comes, the soonest first; what is past, the latest first."""
        return "starts_at" if self.data["etat"] == "avenir" else "-starts_at"


class FollowUpFilter(filters.FilterSet):
    q = filters.CharFilter(
        method=named,
        label="Chercher une personne",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    kind = filters.ChoiceFilter(choices=FollowUpKind.choices, label="Type", empty_label="Tous")
    sujet = filters.ModelChoiceFilter(
        field_name="topic", queryset=Topic.objects.all(), label="Sujet", empty_label="Tous"
    )
    mots = filters.CharFilter(
        method="saying",
        label="Mots du texte",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    outcome = filters.ChoiceFilter(choices=Outcome.choices, label="Résultat", empty_label="Tous")
    etape = filters.ChoiceFilter(
        method="with_step",
        choices=[("due", "Étape due"), ("prevue", "Étape prévue")],
        label="Prochaine étape",
        empty_label="Toutes",
    )
    du = filters.DateFilter(
        field_name="happened_on", lookup_expr="gte", label="Depuis le", widget=DayInput
    )
    au = filters.DateFilter(
        field_name="happened_on", lookup_expr="lte", label="Jusqu'au", widget=DayInput
    )
    moi = filters.BooleanFilter(
        method="by_me", label="Mes suivis seulement", widget=forms.CheckboxInput
    )

    class Meta:
        model = FollowUp
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def saying(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.saying(value[:100])

    def with_step(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.step_due(self.on) if value == "due" else queryset.with_open_step()

    def by_me(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(created_by=self.request.user) if value else queryset


class LetterFilter(filters.FilterSet):
    """What waits to be sent, unless the address says otherwise."""

    q = filters.CharFilter(
        method=named,
        label="Chercher une personne",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 100}),
    )
    etat = filters.ChoiceFilter(
        method="with_state",
        choices=[("attente", "À envoyer"), ("envoye", "Envoyés"), ("ecarte", "Écartés")],
        label="État",
        empty_label="Tous",
    )
    kind = filters.ChoiceFilter(choices=LetterKind.choices, label="Courrier", empty_label="Tous")
    addressee = filters.ChoiceFilter(choices=Addressee.choices, label="À", empty_label="Tous")
    coach = filters.ModelChoiceFilter(
        field_name="beneficiary__coach", queryset=coaches, label="Jobcoach", empty_label="Tous"
    )

    class Meta:
        model = Letter
        fields: tuple[str, ...] = ()

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("etat", "attente")
        super().__init__(data, *args, **kwargs)

    def with_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "envoye":
            return queryset.filter(sent_on__isnull=False)
        if value == "ecarte":
            return queryset.filter(discarded_on__isnull=False)
        return queryset.to_send()
