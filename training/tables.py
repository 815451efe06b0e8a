"""The lists of the training room: programmes, payment runs, payments and costs."""

import django_tables2 as tables

from mirec.core.tables import NUMERIC, CellColumn, ListTable
from training.models import Claim, Payment, PaymentRun, Programme


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


EUROS = "{{ value|euros }}"
EUROS_OR_NONE = "{% if value %}{{ value|euros }}{% else %}–{% endif %}"


class RunTable(ListTable):
    month_on = CellColumn(
        '<a href="{{ record.get_absolute_url }}">{{ value|month|capfirst }}</a>',
        verbose_name="Mois",
    )
    status = CellColumn('{% badge record "status" %}', verbose_name="État")
    payment_count = tables.Column("Versements", attrs=NUMERIC)
    total_eur = CellColumn(EUROS, verbose_name="Total", attrs=NUMERIC)
    execution_on = CellColumn("{{ value|day_short }}", verbose_name="À exécuter le")
    created_by = tables.Column("Préparé par", order_by="created_by__name_key")
    validated_by = tables.Column("Validé par", order_by="validated_by__name_key", default="–")

    caption = "Paiements des indemnités"
    noun = "paiement"
    row_header = "month_on"
    empty_title = "Aucun paiement n'est encore préparé."
    empty_hint = "Clôturez les séances du mois, puis préparez le premier."

    class Meta:
        model = PaymentRun
        fields = (
            "month_on", "status", "payment_count", "total_eur", "execution_on", "created_by",
            "validated_by",
        )  # fmt: skip


class PaymentTable(ListTable):
    person = CellColumn(
        "<a href=\"{% url 'training:enrolment-hours' record.enrolment_id %}\">"
        "{{ record.enrolment.beneficiary }}</a>",
        verbose_name="Personne",
        order_by="enrolment__beneficiary__name_key",
        accessor="enrolment",
    )
    cohort = tables.Column("Groupe", accessor="enrolment__cohort", orderable=False)
    minutes = CellColumn("{{ value|hours }}", verbose_name="Heures", attrs=NUMERIC)
    hours_eur = CellColumn(EUROS, verbose_name="Indemnité", attrs=NUMERIC)
    withheld_eur = CellColumn(EUROS_OR_NONE, verbose_name="Retenue", attrs=NUMERIC)
    claims_eur = CellColumn(EUROS_OR_NONE, verbose_name="Frais", attrs=NUMERIC)
    total_eur = CellColumn(EUROS, verbose_name="À payer", attrs=NUMERIC)
    paper = CellColumn(
        '<a class="btn btn-outline btn-sm" href="{% url \'training:statement\' record.pk %}">'
        'Relevé<span class="visually-hidden"> de {{ record.enrolment.beneficiary }}</span></a>',
        verbose_name="Papier",
        orderable=False,
        accessor="pk",
    )

    caption = "Versements de ce paiement"
    noun = "versement"
    row_header = "person"

    class Meta:
        model = Payment
        fields = (
            "person", "cohort", "minutes", "hours_eur", "withheld_eur", "claims_eur", "total_eur",
        )  # fmt: skip


class ClaimTable(ListTable):
    person = CellColumn(
        "<a href=\"{% url 'training:enrolment-hours' record.enrolment_id %}\">"
        "{{ record.enrolment.beneficiary }}</a>",
        verbose_name="Personne",
        order_by="enrolment__beneficiary__name_key",
        accessor="enrolment",
    )
    kind = CellColumn(
        "{% icon record.kind_icon %} {{ record.get_kind_display }}", verbose_name="Frais"
    )
    spent_on = CellColumn("{{ value|day_short }}", verbose_name="Jour")
    asked_eur = CellColumn(EUROS, verbose_name="Demandé", attrs=NUMERIC)
    held_eur = CellColumn(
        "{% if value is None %}–{% else %}{% if value != record.granted_eur %}"
        '{% badge label="Corrigé" tone="info" icon="pencil" %} {% endif %}{{ value|euros }}'
        "{% endif %}",
        verbose_name="Accordé",
        attrs=NUMERIC,
    )
    proofs = CellColumn(
        "{% for proof in record.proofs.all %}"
        "<a href=\"{% url 'training:claim-proof' proof.pk %}\">{{ proof.name }}</a>"
        "{% empty %}–{% endfor %}",
        verbose_name="Preuve",
        orderable=False,
        accessor="pk",
    )
    act = CellColumn(
        "{% if not record.decided_on %}"
        '<a class="btn btn-outline btn-sm" href="{% url \'training:claim-decide\' record.pk %}">'
        'Décider<span class="visually-hidden"> pour {{ record.enrolment.beneficiary }}</span></a>'
        "{% else %}{% if record.payment_id %}payé {% endif %}"
        '<a class="btn btn-quiet btn-sm" href="{% url \'training:claim-correct\' record.pk %}">'
        'Corriger<span class="visually-hidden"> pour {{ record.enrolment.beneficiary }}, '
        "{{ record.spent_on|day_full }}</span></a>{% endif %}",
        verbose_name="Suite",
        orderable=False,
        accessor="pk",
    )

    caption = "Frais de transport et de garde"
    noun = "demande"
    row_header = "person"

    class Meta:
        model = Claim
        fields = ("person", "kind", "spent_on", "asked_eur", "held_eur", "proofs", "act")
