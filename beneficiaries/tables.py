"""The columns of the lists of this room."""

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from beneficiaries.models import Beneficiary, ImportRun
from mirec.core.badges import field_badge
from mirec.core.tables import NUMERIC, ListTable
from mirec.core.templatetags.mirec import ago
from mirec.core.wording import NBSP


class BeneficiaryTable(ListTable):
    name = tables.Column("Personne", accessor="full_name", order_by="name_key", linkify=True)
    file_number = tables.Column("Dossier", attrs={"td": {"class": "nowrap"}})
    age = tables.Column("Âge", accessor="born_on", order_by="-born_on", attrs=NUMERIC)
    commune = tables.Column("Commune", accessor="locality__commune")
    diploma = tables.Column("Diplôme")
    coach = tables.Column("Jobcoach", order_by="coach__name_key")
    last_contact_on = tables.Column("Dernier contact")

    caption = "Personnes"
    noun = "personne"
    row_header = "name"
    empty_title = "Aucune personne ne correspond."
    empty_hint = "Vérifiez l'orthographe, ou effacez les filtres pour voir plus de personnes."

    class Meta:
        model = Beneficiary
        fields = ()
        default = "–"

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_age(self, record: Beneficiary) -> str:
        return f"{record.age_on(self.on)}{NBSP}ans"

    def render_last_contact_on(self, value: date) -> SafeString | str:
        return ago(value, self.on)


class ImportTable(ListTable):
    name = tables.Column("Feuille", linkify=True)
    status = tables.Column("État")
    row_count = tables.Column("Lignes", attrs=NUMERIC)
    created_count = tables.Column("Créées", attrs=NUMERIC)
    updated_count = tables.Column("Complétées", attrs=NUMERIC)
    created_by = tables.Column("Par", order_by="created_by__name_key", default="Ligne de commande")
    created_at = tables.Column("Le")

    caption = "Feuilles importées"
    noun = "feuille"
    row_header = "name"
    empty_title = "Aucune feuille n'a encore été importée."
    empty_hint = "Choisissez la première à côté : vous verrez ce qu'elle donne avant d'importer."

    class Meta:
        model = ImportRun
        fields = ()
        default = "–"

    def render_status(self, record: ImportRun) -> SafeString:
        return render_to_string("components/badge.html", {"badge": field_badge(record, "status")})

    def render_created_at(self, value: datetime) -> SafeString | str:
        return ago(value)
