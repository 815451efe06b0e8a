"""The list of programmes."""

import django_tables2 as tables

from mirec.core.tables import NUMERIC, CellColumn, ListTable
from training.models import Programme


class ProgrammeTable(ListTable):
    title = tables.Column("Formation", linkify=True, order_by="title_key")
    occupation = tables.Column("Métier", order_by="occupation__label_key")
    operator = tables.Column("Opérateur", order_by="operator__name_key")
    theory_hours = tables.Column("Théorie", attrs=NUMERIC)
    practice_hours = tables.Column("Pratique", attrs=NUMERIC)
    current_count = tables.Column("Groupes ouverts", attrs=NUMERIC)
    taken_count = tables.Column("Personnes", attrs=NUMERIC)
    next_start_on = CellColumn("{{ value|day }}", verbose_name="Prochain départ", default="–")
    is_offered = CellColumn(
        '{% if value %}{% badge label="Proposée" tone="ok" icon="check" %}'
        '{% else %}{% badge label="Plus proposée" icon="x" %}{% endif %}',
        verbose_name="Offre",
    )

    caption = "Formations en alternance"
    noun = "formation"
    row_header = "title"
    empty_title = "Aucune formation ne correspond à ces filtres."

    class Meta:
        model = Programme
        fields = (
            "title",
            "occupation",
            "operator",
            "theory_hours",
            "practice_hours",
            "current_count",
            "taken_count",
            "next_start_on",
            "is_offered",
        )
        order_by = ("title",)

    def render_theory_hours(self, value: int) -> str:
        return f"{value}\u00a0h"

    render_practice_hours = render_theory_hours
