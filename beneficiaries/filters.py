"""What can the list of persons be narrowed by?"""

import re
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet

from beneficiaries.enums import Diploma, IntakeSource
from beneficiaries.models import Beneficiary, Locality
from beneficiaries.niss import InvalidNissError, compacted
from mirec.accounts.enums import Permission, Role
from mirec.accounts.models import Team, User
from mirec.core.fields import digest
from mirec.core.search import every_word

NUMERIC = re.compile(r"^[\d\s./+()-]+$", re.ASCII)
LEAST_DIGITS = 4
LONGEST = 100


class BeneficiaryFilter(filters.FilterSet):
    q = filters.CharFilter(
        label="Chercher",
        method="search",
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Nom, numéro de dossier, téléphone ou NISS"}
        ),
    )
    mine = filters.BooleanFilter(
        label="Mes personnes", method="only_mine", widget=forms.CheckboxInput
    )
    coach = filters.ModelChoiceFilter(label="Jobcoach", queryset=User.objects.none())
    team = filters.ModelChoiceFilter(label="Équipe", queryset=Team.objects.all())
    source = filters.ChoiceFilter(label="Adressé·e par", choices=IntakeSource.choices)
    diploma = filters.ChoiceFilter(label="Diplôme", choices=Diploma.choices)
    commune = filters.ChoiceFilter(label="Commune", field_name="locality__commune", choices=())

    class Meta:
        model = Beneficiary
        fields = ("q", "mine", "coach", "team", "source", "diploma", "commune")

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.on = on
        coaches = User.objects.with_role(Role.COACH)
        if user.has_role(Role.MANAGER):
            self.filters["coach"].queryset = coaches
        else:
            self.filters["coach"].queryset = coaches.filter(team=user.team_id)
            del self.filters["team"]
        if not user.has_role(Role.COACH):
            del self.filters["mine"]
        lived_in = Beneficiary.objects.visible_to(user).values("locality")
        communes = Locality.objects.filter(pk__in=lived_in).values_list("commune", flat=True)
        self.filters["commune"].extra["choices"] = [
            (name, name) for name in communes.order_by("commune").distinct()
        ]

    def only_mine(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.of_coach(self.user) if value else rows

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """A national number for who may read it, else figures, else every word of the name."""
        if NUMERIC.match(value):
            return rows.filter(self._of_figures(value))
        return rows.filter(every_word(value, "name_key"))

    def _of_figures(self, value: str) -> Q:
        number = value.strip()
        found = Q(file_number__startswith=number) | Q(file_number__endswith=f"-{number}")
        try:
            if self.user.has_verb(Permission.NISS_READ):
                return found | Q(niss_digest=digest(compacted(value)))
        except InvalidNissError:
            pass
        figures = re.sub(r"\D", "", value).lstrip("0")
        if len(figures) >= LEAST_DIGITS:
            found |= Q(phone__contains=figures)
        return found
