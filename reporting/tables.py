"""The columns of the list of reports."""

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mirec.core.badges import field_badge
from mirec.core.tables import ListTable
from mirec.core.templatetags.mirec import ago
from reporting.models import Report


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
