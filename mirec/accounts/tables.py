"""The list of accounts."""

from datetime import date, datetime

import django_tables2 as tables
from django.utils.safestring import SafeString

from mirec.accounts.models import User
from mirec.core.tables import ListTable
from mirec.core.templatetags.mirec import ago


class UserTable(ListTable):
    name = tables.LinkColumn(
        "accounts:user-edit",
        args=[tables.A("pk")],
        verbose_name="Nom",
        accessor="get_full_name",
        order_by="name_key",
    )
    email = tables.Column("Adresse e-mail")
    roles = tables.Column("Rôles", accessor="role_labels", orderable=False)
    team = tables.Column("Équipe", order_by="team__name")
    is_active = tables.Column("Compte")
    last_login = tables.Column("Dernière connexion")

    caption = "Comptes"
    noun = "compte"
    row_header = "name"
    empty_title = "Aucun compte ne correspond."
    empty_hint = "Effacez les filtres pour voir tous les comptes."

    class Meta:
        model = User
        fields = ()
        default = "–"

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_email(self, value: str, record: User) -> str:
        return value if record.has_address else "sans adresse e-mail"

    def render_roles(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_is_active(self, value: bool) -> str:
        return "actif" if value else "fermé"

    def render_last_login(self, value: datetime) -> SafeString | str:
        return ago(value, self.on)
