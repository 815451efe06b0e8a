"""What can the lists of this room be narrowed by? Filters live in the address."""

import re
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from beneficiaries.models import Locality, Occupation
from employers import queries
from employers.enums import ContractType, ProposalStage, VacancyStatus
from employers.models import Employer, Placement, ProfileSending, Proposal, Vacancy
from employers.queries import placements
from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import User
from mirec.core.search import every_word

LONGEST = 100
LEAST_DIGITS = 4
WATCHED = [
    ("alone", "Sans proposition"),
    ("stale", "À confirmer avec l'employeur"),
    ("recent", f"Reçue depuis {queries.NEW_DAYS} jours"),
]


def search_filter(placeholder: str) -> filters.CharFilter:
    return filters.CharFilter(
        label="Chercher",
        method="search",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": placeholder}),
    )


def checkbox(label: str, method: str) -> filters.BooleanFilter:
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


def prospectors(followed: QuerySet) -> QuerySet[User]:
    """Prospectors, and whoever else follows one of the rows."""
    is_prospector = Q(roles__contains=[Role.PROSPECTOR.value], is_active=True)
    return User.objects.filter(is_prospector | Q(pk__in=followed.values("prospector")))


def by_employer(vacancies: QuerySet[Vacancy]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Choices of vacancies, grouped under their employers."""
    rows = vacancies.order_by("employer__name_key", "title_key", "pk")
    named = rows.values_list("employer__name", "pk", "title")
    groups = groupby(named, key=itemgetter(0))
    return [(name, [(pk, title) for _, pk, title in rows]) for name, rows in groups]


class EmployerFilter(filters.FilterSet):
    q = search_filter("Nom ou numéro BCE")
    sector = filters.ChoiceFilter(label="Secteur", choices=(), empty_label="Tous")
    commune = filters.ChoiceFilter(
        label="Commune", field_name="locality__commune", choices=(), empty_label="Toutes"
    )
    prospector = filters.ModelChoiceFilter(
        label="Suivi par", queryset=User.objects.none(), empty_label="Tous"
    )
    hiring = checkbox("Avec une offre ouverte", "only_hiring")

    class Meta:
        model = Employer
        fields = ("q", "sector", "commune", "prospector", "hiring")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sectors = Employer.objects.exclude(sector="").order_by("sector")
        self._offer("sector", sectors.values_list("sector", flat=True))
        communes = Locality.objects.filter(pk__in=Employer.objects.values("locality"))
        self._offer("commune", communes.order_by("commune").values_list("commune", flat=True))
        self.filters["prospector"].queryset = prospectors(Employer.objects.all())

    def _offer(self, name: str, values: QuerySet) -> None:
        self.filters[name].extra["choices"] = [(value, value) for value in values.distinct()]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        figures = re.sub(r"[\s./-]|^BE", "", value, flags=re.IGNORECASE)
        if figures.isascii() and figures.isdigit() and len(figures) >= LEAST_DIGITS:
            return rows.filter(bce__contains=figures)
        return rows.filter(every_word(value, "name_key"))

    def only_hiring(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(open_count__gt=0) if value else rows


class VacancyFilter(filters.FilterSet):
    """Open vacancies unless the address says otherwise."""

    q = search_filter("Intitulé, métier ou employeur")
    status = filters.ChoiceFilter(label="État", choices=VacancyStatus.choices, empty_label="Toutes")
    occupation = filters.ModelChoiceFilter(
        label="Métier", queryset=Occupation.objects.none(), empty_label="Tous"
    )
    contract_type = filters.ChoiceFilter(
        label="Contrat", choices=ContractType.choices, empty_label="Tous"
    )
    prospector = filters.ModelChoiceFilter(
        label="Suivie par", queryset=User.objects.none(), empty_label="Tous"
    )
    watch = filters.ChoiceFilter(
        label="À regarder", choices=WATCHED, method="only_watched", empty_label="Tout"
    )

    class Meta:
        model = Vacancy
        fields = (
            "q", "status", "occupation", "contract_type", "prospector", "watch",
        )  # fmt: skip

    def __init__(self, data: Any, *args: Any, on: date, **kwargs: Any) -> None:
        data = data.copy()
        data.setdefault("status", VacancyStatus.OPEN.value)
        super().__init__(data, *args, **kwargs)
        self.on = on
        known = Vacancy.objects.all()
        self.filters["occupation"].queryset = Occupation.objects.filter(
            pk__in=known.values("occupation")
        )
        self.filters["prospector"].queryset = prospectors(known)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            every_word(value, "title_key", "occupation__label_key", "employer__name_key")
        )

    def only_watched(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "alone":
            return queries.without_proposal(rows)
        return (queries.stale if value == "stale" else queries.received_lately)(rows, self.on)


class ProposalFilter(filters.FilterSet):
    q = search_filter("Personne, offre ou employeur")
    stage = filters.ChoiceFilter(label="Étape", choices=ProposalStage.choices, empty_label="Toutes")
    waiting = checkbox("En cours", "only_waiting")
    unanswered = checkbox("Sans réponse", "only_unanswered")
    prospector = filters.ModelChoiceFilter(
        label="Offre suivie par",
        field_name="vacancy__prospector",
        queryset=User.objects.none(),
        empty_label="Tous",
    )

    class Meta:
        model = Proposal
        fields = ("q", "stage", "prospector", "waiting", "unanswered")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["prospector"].queryset = prospectors(Vacancy.objects.all())

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        keys = ("beneficiary__name_key", "vacancy__title_key", "vacancy__employer__name_key")
        return rows.filter(every_word(value, *keys))

    def only_waiting(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.waiting() if value else rows

    def only_unanswered(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return queries.unanswered(rows) if value else rows


class BoardFilter(filters.FilterSet):
    """The cards of the board."""

    q = search_filter("Personne, offre, employeur ou référence")
    employer = filters.ModelChoiceFilter(
        label="Employeur",
        field_name="vacancy__employer",
        queryset=Employer.objects.none(),
        empty_label="Tous",
    )
    offre = filters.ChoiceFilter(
        label="Offre", field_name="vacancy", choices=(), empty_label="Toutes"
    )
    prospector = filters.ModelChoiceFilter(
        label="Offre suivie par",
        field_name="vacancy__prospector",
        queryset=User.objects.none(),
        empty_label="Tous",
    )
    mine = checkbox("Les miennes", "only_mine")

    class Meta:
        model = Proposal
        fields = ("q", "employer", "offre", "prospector", "mine")

    def __init__(
        self, *args: Any, user: User, vacancy: Vacancy | None = None, **kwargs: Any
    ) -> None:
        """`vacancy`: offered as a choice even when nobody on the board is proposed for it."""
        super().__init__(*args, **kwargs)
        self.user = user
        shown = Q(pk__in=self.queryset.order_by().values("vacancy"))
        asked = Q(pk=vacancy.pk) if vacancy else Q()
        self.filters["offre"].extra["choices"] = by_employer(
            Vacancy.objects.visible_to(user).filter(shown | asked)
        )
        self.filters["prospector"].queryset = prospectors(Vacancy.objects.all())
        proposed = Vacancy.objects.filter(Exists(Proposal.objects.filter(vacancy=OuterRef("pk"))))
        employers = Employer.objects.visible_to(user)
        self.filters["employer"].queryset = employers.filter(pk__in=proposed.values("employer"))

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        keys = ("beneficiary__name_key", "vacancy__title_key", "vacancy__employer__name_key")
        sent = ProfileSending.objects.filter(content__reference=value.strip().upper())
        return rows.filter(every_word(value, *keys) | Q(pk__in=sent.values("proposal")))

    def only_mine(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Of a vacancy that one follows, or of a person that one accompanies."""
        own = Q(vacancy__prospector=self.user) | Q(beneficiary__coach=self.user)
        return rows.filter(own) if value else rows


class PlacementFilter(filters.FilterSet):
    q = search_filter("Personne, fonction ou employeur")
    contract_type = filters.ChoiceFilter(
        label="Contrat", choices=ContractType.choices, empty_label="Tous"
    )
    state = filters.ChoiceFilter(
        label="État",
        choices=list(placements.STATES.items()),
        method="only_in_state",
        empty_label="Tous",
    )
    aid = filters.ChoiceFilter(
        label="Aide à l'emploi", choices=(), method="only_with_aid", empty_label="Toutes"
    )
    starts_after = filters.DateFilter(
        label="Commence à partir du",
        field_name="starts_on",
        lookup_expr="gte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    employer = filters.ModelChoiceFilter(
        queryset=Employer.objects.all(), label="Employeur", widget=forms.HiddenInput
    )
    grouped = checkbox("Une ligne par intérim", "one_for_each_job")

    class Meta:
        model = Placement
        fields = ("q", "contract_type", "state", "aid", "starts_after", "employer", "grouped")

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.on = user, on
        if user.has_verb(Permission.FILE_READ):
            self.filters["aid"].extra["choices"] = placements.aid_choices()
        else:
            del self.filters["aid"]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        keys = ("beneficiary__name_key", "employer__name_key")
        by_name = every_word(value, *keys)
        return rows.filter(by_name | Q(job_title__icontains=value))

    def only_in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return placements.in_state(rows, value, self.on)

    def one_for_each_job(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return placements.latest_missions(rows) if value else rows

    def only_with_aid(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return placements.with_aid(rows, value, self.user)
