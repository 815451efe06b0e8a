"""The columns of the lists of this room."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from employers.models import Employer, Placement, Proposal, Vacancy
from employers.services.proposals import MOVABLE_STAGES
from mirec.core.badges import field_badge
from mirec.core.tables import NUMERIC, ListTable
from mirec.core.templatetags.mirec import ago
from mirec.core.wording import NBSP, day_short, plural, thousands


def badge_cell(record: Any, field: str) -> SafeString:
    return render_to_string("components/badge.html", {"badge": field_badge(record, field)})


class EmployerTable(ListTable):
    name = tables.Column("Employeur", order_by="name_key", linkify=True)
    bce = tables.Column("BCE", accessor="bce_formatted", order_by="bce")
    sector = tables.Column("Secteur")
    commune = tables.Column("Commune", accessor="locality__commune")
    open_count = tables.Column("Offres ouvertes", attrs=NUMERIC)
    prospector = tables.Column("Suivi par", order_by="prospector__name_key")

    caption = "Employeurs"
    noun = "employeur"
    row_header = "name"
    empty_title = "Aucun employeur ne correspond."
    empty_hint = "Vérifiez l'orthographe, ou effacez les filtres pour voir plus d'employeurs."

    class Meta:
        model = Employer
        fields = ()
        default = "–"


class VacancyTable(ListTable):
    title = tables.Column("Offre", order_by="title_key", linkify=True)
    employer = tables.Column("Employeur", order_by="employer__name_key", linkify=True)
    locality = tables.Column("Lieu", accessor="locality__commune")
    contract_type = tables.Column("Contrat")
    status = tables.Column("État")
    waiting_count = tables.Column("En lice", attrs=NUMERIC)
    received_on = tables.Column("Reçue")
    prospector = tables.Column("Suivie par", order_by="prospector__name_key")

    caption = "Offres"
    noun = "offre"
    row_header = "title"
    empty_title = "Aucune offre ne correspond."
    empty_hint = "Effacez les filtres, ou choisissez « Toutes » pour voir aussi les clôturées."

    class Meta:
        model = Vacancy
        fields = ()
        default = "–"

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_status(self, record: Vacancy) -> SafeString:
        return badge_cell(record, "status")

    def render_received_on(self, value: date) -> SafeString | str:
        return ago(value, self.on)


class ProposalTable(ListTable):
    """The last column moves the proposal: a select and a button, without script."""

    beneficiary = tables.Column(
        "Personne",
        order_by="beneficiary__name_key",
        linkify=("employers:profile", {"pk": tables.A("beneficiary_id")}),
    )
    vacancy = tables.Column("Offre", order_by="vacancy__title_key", linkify=True)
    employer = tables.Column(
        "Employeur",
        accessor="vacancy__employer",
        order_by="vacancy__employer__name_key",
        linkify=True,
    )
    stage = tables.Column("Étape")
    stage_on = tables.Column("Depuis")
    move = tables.Column("Suite", empty_values=(), orderable=False)

    caption = "Propositions"
    noun = "proposition"
    row_header = "beneficiary"
    empty_title = "Aucune proposition ne correspond."
    empty_hint = "Une proposition se fait depuis la page d'une offre ou d'une personne."

    class Meta:
        model = Proposal
        fields = ()
        default = "–"

    def __init__(self, *args: Any, on: date, can_move: bool, can_hire: bool, **kwargs: Any):
        if not (can_move or can_hire):
            kwargs["exclude"] = ("move",)
        super().__init__(*args, **kwargs)
        self.on = on
        self.can_move = can_move
        self.can_hire = can_hire

    def render_stage(self, record: Proposal) -> SafeString:
        return badge_cell(record, "stage")

    def render_stage_on(self, value: date) -> SafeString | str:
        return ago(value, self.on)

    def render_move(self, record: Proposal) -> SafeString:
        cell = {"proposal": record, "can_move": self.can_move, "can_hire": self.can_hire}
        cell["stages"] = MOVABLE_STAGES
        return render_to_string("employers/proposal_acts.html", cell, request=self.request)


class PlacementTable(ListTable):
    beneficiary = tables.Column(
        "Personne",
        order_by="beneficiary__name_key",
        linkify=("employers:profile", {"pk": tables.A("beneficiary_id")}),
    )
    job_title = tables.Column("Fonction", linkify=True)
    employer = tables.Column("Employeur", order_by="employer__name_key", linkify=True)
    contract_type = tables.Column("Contrat")
    hours_per_week = tables.Column("Heures", attrs=NUMERIC)
    starts_on = tables.Column("Du")
    last_day = tables.Column("Au")

    caption = "Mises à l'emploi"
    noun = "contrat"
    row_header = "beneficiary"
    empty_title = "Aucun contrat ne correspond."
    empty_hint = "Un contrat s'encode avec « Engager », depuis une proposition ou une personne."

    class Meta:
        model = Placement
        fields = ()
        default = "sans terme"

    def __init__(self, *args: Any, tally: dict[str, int], **kwargs: Any) -> None:
        """`tally`: how many are running, coming and ended, and how many persons that makes."""
        super().__init__(*args, **kwargs)
        self.tally = tally

    @property
    def count_sentence(self) -> str:
        """« 412 contrats de 320 personnes : 120 en cours, 12 à venir, 280 terminés »."""
        tally = self.tally
        if not tally["persons"]:
            return super().count_sentence
        states = (
            f"{thousands(tally['running'])} en cours",
            f"{thousands(tally['coming'])} à venir",
            plural(tally["ended"], "terminé"),
        )
        persons = plural(tally["persons"], "personne")
        return f"{super().count_sentence} de {persons}{NBSP}: {', '.join(states)}"

    def render_hours_per_week(self, value: Decimal) -> str:
        return thousands(value.normalize() if value % 1 else int(value))

    def render_starts_on(self, value: date) -> str:
        return day_short(value)

    def render_last_day(self, value: date) -> str:
        return day_short(value)
