"""The columns of the list of partners."""

import django_tables2 as tables

from mirec.core.tables import ListTable
from partners.models import Partner


class PartnerTable(ListTable):
    name = tables.Column("Partenaire", order_by="name_key", linkify=True)
    kind = tables.Column("Type")
    city = tables.Column("Localité")
    contact_name = tables.Column("Personne de contact")
    phone = tables.Column("Téléphone", orderable=False)
    is_operator = tables.Column("Formation")

    caption = "Partenaires"
    noun = "partenaire"
    row_header = "name"
    empty_title = "Aucun partenaire ne correspond."
    empty_hint = "Vérifiez l'orthographe, ou effacez les filtres pour voir tout le réseau."

    class Meta:
        model = Partner
        fields = ()
        default = "–"

    def render_is_operator(self, value: bool) -> str:
        return "opérateur" if value else "–"
