import django_tables2 as tables

from coaching.models import FollowUp, InformationSession, Journey, Letter, Workshop
from mirec.core.tables import NUMERIC, CellColumn, ListTable


class JourneyTable(ListTable):
    caption = "Parcours"
    noun, nouns = "parcours", "parcours"
    row_header = "person"
    empty_title = "Aucun parcours ne correspond."

    person = CellColumn(
        '<a class="quiet" href="{{ record.get_absolute_url }}">{{ record.beneficiary }}</a>',
        verbose_name="Personne",
        order_by=("beneficiary__name_key", "pk"),
    )
    phase = CellColumn('{% badge record "phase" %}', verbose_name="Phase")
    coach = tables.Column(
        "Jobcoach", accessor="beneficiary__coach", order_by=("beneficiary__coach__name_key",)
    )
    opened_on = CellColumn("{{ record.opened_on|day }}", verbose_name="Ouvert le")
    contact = CellColumn(
        "{{ record.beneficiary.last_contact_on|ago|default:'–' }}",
        verbose_name="Dernier contact",
        order_by=("beneficiary__last_contact_on",),
    )
    limit_on = CellColumn(
        "{% if record.closed_on %}clôturé le {{ record.closed_on|day }}"
        "{% elif record.limit_on %}"
        '<span class="t-{{ record.limit_on|due_tone }}">{{ record.limit_on|remaining }}</span>'
        "{% else %}–{% endif %}",
        verbose_name="Reste",
        attrs=NUMERIC,
    )

    class Meta:
        model = Journey
        fields = ("person", "phase", "coach", "opened_on", "contact", "limit_on")
        order_by = ("limit_on",)


class FollowUpTable(ListTable):
    caption = "Suivis"
    noun = "suivi"
    row_header = "person"
    empty_title = "Aucun suivi ne correspond."

    happened_on = CellColumn("{{ record.happened_on|day }}", verbose_name="Date")
    person = CellColumn(
        '<a class="quiet" href="{{ record.get_absolute_url }}">{{ record.beneficiary }}</a>',
        verbose_name="Personne",
        order_by=("beneficiary__name_key", "pk"),
    )
    kind = CellColumn(
        "{{ record.get_kind_display }}"
        '{% if record.topic %}<br><span class="sm dimmer">{{ record.topic }}</span>{% endif %}',
        verbose_name="Type",
    )
    outcome = CellColumn('{% badge record "outcome" %}', verbose_name="Résultat")
    text = CellColumn(
        "{{ record.text|truncatechars:90 }}"
        "{% if record.batch_size and record.batch_size > 1 %}"
        ' <span class="sm dimmer">Entrée commune à {{ record.batch_size }} personnes.</span>'
        "{% endif %}{% if record.is_sealed %}"
        ' <span class="sm dimmer">{% icon "shield-lock" %} Partie scellée.</span>{% endif %}',
        orderable=False,
    )
    next_step_on = CellColumn(
        "{% if record.next_step_on and not record.next_step_done_on %}"
        "{{ record.next_step|truncatechars:40 }}, {{ record.next_step_on|day }}"
        "{% else %}–{% endif %}",
        verbose_name="Prochaine étape",
    )
    created_by = tables.Column("Par", order_by=("created_by__name_key",))

    class Meta:
        model = FollowUp
        fields = ("happened_on", "person", "kind", "outcome", "text", "next_step_on", "created_by")
        order_by = ("-happened_on", "-pk")


class LetterTable(ListTable):
    caption = "Courriers"
    noun = "courrier"
    row_header = "subject"
    empty_title = "Aucun courrier ne correspond."
    empty_hint = "Une décision d'accueil ou une convention prépare ses courriers."

    subject = CellColumn(
        '<a class="quiet" href="{{ record.get_absolute_url }}">{{ record.subject }}</a>',
        verbose_name="Objet",
        orderable=False,
    )
    person = CellColumn(
        "{{ record.beneficiary }}",
        verbose_name="Personne",
        order_by=("beneficiary__name_key", "pk"),
    )
    addressee = CellColumn("{{ record.get_addressee_display }}", verbose_name="À")
    kind = CellColumn("{{ record.get_kind_display }}", verbose_name="Courrier")
    coach = tables.Column(
        "Jobcoach", accessor="beneficiary__coach", order_by=("beneficiary__coach__name_key",)
    )
    prepared_on = CellColumn("{{ record.prepared_on|ago }}", verbose_name="Préparé")
    state = CellColumn(
        "{% if record.sent_on %}envoyé le {{ record.sent_on|day }}"
        "{% elif record.discarded_on %}écarté le {{ record.discarded_on|day }}"
        '{% else %}<span class="t-warn">à envoyer</span>{% endif %}',
        verbose_name="État",
        orderable=False,
    )

    class Meta:
        model = Letter
        fields = ("subject", "person", "addressee", "kind", "coach", "prepared_on", "state")
        order_by = ("prepared_on",)


SEATS = (
    "{{ record.taken_count }} sur {{ record.capacity }}"
    "{% if record.waiting_count %}, {{ record.waiting_count }} en attente{% endif %}"
)


def state_column(opened: str, closed: str, cancelled: str) -> CellColumn:
    """What became of a gathering, in the gender of its noun; once closed, how many came."""
    return CellColumn(
        "{% if record.cancelled_at %}"
        f'{{% badge label="{cancelled}" tone="bad" icon="x-circle" %}}'
        f'{{% elif record.closed_at %}}{{% badge label="{closed}" tone="ok" icon="check" %}} '
        '{{ record.present_count|count_of:"personne venue,personnes venues" }}'
        f'{{% else %}}{{% badge label="{opened}" tone="phase" icon="calendar3" %}}{{% endif %}}',
        verbose_name="État",
        empty_values=(),
        orderable=False,
    )


class GatheringTable(ListTable):
    row_header = "title"

    starts_at = CellColumn(
        "{{ record.starts_at|day_long|capfirst }}"
        '<br><span class="dimmer nowrap">{{ record.hours }}</span>',
        verbose_name="Quand",
    )
    title = CellColumn(
        '<a class="quiet" href="{{ record.get_absolute_url }}">{{ record.title }}</a>',
        verbose_name="Intitulé",
    )
    place = tables.Column("Lieu")
    host = tables.Column("Avec", order_by=("host__name_key",))
    seats = CellColumn(SEATS, verbose_name="Places", empty_values=(), order_by=("taken_count",))


class InformationTable(GatheringTable):
    caption = "Séances d'information"
    noun = "séance"
    empty_title = "Aucune séance ne correspond."
    empty_hint = "Prévoyez-en une : elle s'affiche aussitôt sur la page publique."

    state = state_column("Ouverte", "Clôturée", "Annulée")

    class Meta:
        model = InformationSession
        fields = ("starts_at", "title", "place", "host", "seats", "state")


class WorkshopTable(GatheringTable):
    caption = "Ateliers"
    noun = "atelier"
    empty_title = "Aucun atelier ne correspond."
    empty_hint = "Prévoyez-en un, puis inscrivez-y des personnes."

    kind = CellColumn("{{ record.get_kind_display }}", verbose_name="Atelier")
    state = state_column("Ouvert", "Clôturé", "Annulé")

    class Meta:
        model = Workshop
        fields = ("starts_at", "title", "kind", "place", "host", "seats", "state")
