"""The columns of the lists of reports and of inspections."""

from datetime import date

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mirec.core.badges import field_badge
from mirec.core.tables import ListTable
from mirec.core.templatetags.mirec import ago
from mirec.core.wording import day_full, plural
from reporting.models import Inspection, Report


class ReportTable(ListTable):
    year = tables.Column("Année", linkify=True)
    status = tables.Column("État")
    requested_by = tables.Column(
        "Demandé par", order_by="requested_by__name_key", default="Ligne de commande"
    )
    requested_at = tables.Column("Demandé")
    sha256 = tables.Column("Empreinte", orderable=False)
    files = tables.Column("Fichiers", empty_values=(), orderable=False)

    caption = "Rapports d'activités"
    noun = "rapport"
    row_header = "year"
    empty_title = "Aucun rapport n'a encore été produit."
    empty_hint = "Choisissez une année et produisez le premier : quelques secondes suffisent."

    class Meta:
        model = Report
        fields = ()
        default = "–"

    def render_year(self, record: Report) -> str:
        return f"Rapport {record.year}"

    def render_status(self, record: Report) -> SafeString:
        return render_to_string("components/badge.html", {"badge": field_badge(record, "status")})

    def render_requested_at(self, record: Report) -> str:
        return ago(record.requested_at)

    def render_sha256(self, value: str) -> SafeString:
        return render_to_string("reporting/print.html", {"sha256": value})

    def render_files(self, record: Report) -> SafeString:
        return render_to_string("reporting/files.html", {"report": record})


class InspectionTable(ListTable):
    starts_on = tables.Column("Période", linkify=True)
    size = tables.Column("Échantillon", order_by="size")
    seed = tables.Column("Graine")
    drawn_on = tables.Column("Tirée le")
    created_by = tables.Column("Par", order_by="created_by__name_key")
    status = tables.Column("PDF")

    caption = "Préparations d'inspection"
    noun = "inspection"
    row_header = "starts_on"
    empty_title = "Aucune inspection n'a encore été préparée."
    empty_hint = "Choisissez une période : l'échantillon montre ce qu'un inspecteur trouverait."

    class Meta:
        model = Inspection
        fields = ()
        default = "–"

    def render_starts_on(self, record: Inspection) -> str:
        return f"Du {day_full(record.starts_on)} au {day_full(record.ends_on)}"

    def render_size(self, record: Inspection) -> str:
        drawn = plural(len(record.journeys), "dossier")
        return f"{drawn} sur {plural(record.population, 'parcours', 'parcours')}"

    def render_seed(self, value: int) -> str:
        return str(value)

    def render_drawn_on(self, value: date) -> str:
        return day_full(value)

    def render_status(self, record: Inspection) -> SafeString:
        return render_to_string("components/badge.html", {"badge": field_badge(record, "status")})
