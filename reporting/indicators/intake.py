"""Chapter 1: who came, and what was decided."""

from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from coaching.enums import ExitReason, FirstInterview
from reporting.indicators.populations import (
    DECISIONS,
    decided,
    first_opened,
    intake_ended,
    opened,
)
from reporting.indicators.shapes import (
    BARS,
    HOUSE,
    Breakdown,
    Chapter,
    Column,
    Indicator,
    Measure,
    Rows,
)
from reporting.indicators.spans import Span

AGREED = "agreed"
INTAKE_LAW = "D. 13.12.2023, art. 5, § 2, et art. 6, § 1er (depuis le 01.01.2024)"


def received(span: Span) -> Measure:
    return Measure(opened(span).aggregate(n=Count("beneficiary", distinct=True))["n"])


def received_in_group(span: Span) -> Measure:
    counts = first_opened(span).aggregate(
        n=Count("pk", filter=Q(first_interview=FirstInterview.COLLECTIVE)), base=Count("pk")
    )
    return Measure(counts["n"], counts["base"])


def candidacies(span: Span) -> Measure:
    return Measure(opened(span).count())


def intakes_ended(span: Span) -> Measure:
    return Measure(intake_ended(span).count())


def decisions_in_time(span: Span) -> Measure:
    counts = (
        decided(span)
        .annotate(decided_on=Coalesce("agreed_on", "closed_on"))
        .aggregate(
            n=Count(
                "pk",
                filter=Q(decided_on__lte=F("intake_due_on"))
                & (Q(agreed_on__isnull=False) | ~Q(exit_reason=ExitReason.REFUSED_AUTOMATICALLY)),
            ),
            base=Count("pk"),
        )
    )
    return Measure(counts["n"], counts["base"])


def _without_agreement(span: Span, reason: ExitReason) -> Measure:
    counts = intake_ended(span).aggregate(
        n=Count("pk", filter=Q(agreed_on__isnull=True, exit_reason=reason)), base=Count("pk")
    )
    return Measure(counts["n"], counts["base"])


def automatic_refusals(span: Span) -> Measure:
    return _without_agreement(span, ExitReason.REFUSED_AUTOMATICALLY)


def refusals(span: Span) -> Measure:
    return _without_agreement(span, ExitReason.REFUSED)


def orientations(span: Span) -> Measure:
    return _without_agreement(span, ExitReason.ORIENTED)


def by_first_interview(span: Span) -> Rows:
    return first_opened(span).values_list("first_interview").annotate(n=Count("pk")).order_by()


def by_outcome(span: Span) -> Rows:
    outcome = Case(
        When(agreed_on__isnull=False, then=Value(AGREED)),
        default=F("exit_reason"),
        output_field=CharField(),
    )
    return (
        intake_ended(span)
        .annotate(outcome=outcome)
        .values_list("outcome")
        .annotate(n=Count("pk"))
        .order_by()
    )


def outcome_labels(span: Span) -> dict[str, str]:
    """The agreement, the answers, then the departures that no decision preceded."""
    labels = {AGREED: "Convention signée"}
    labels |= {reason: ExitReason(reason).label for reason in DECISIONS}
    for reason in ExitReason:
        labels.setdefault(reason.value, f"Sans décision : {_lower(reason.label)}")
    return labels


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


CHAPTER = Chapter(
    number=1,
    key="intake",
    title="Accueil et bilan",
    lede="Les personnes qui se sont présentées, et la réponse qui leur a été donnée.",
    indicators=(
        Indicator(
            code="1.1",
            key="received",
            label="Personnes reçues",
            definition="Personnes dont un parcours au moins a été ouvert (premier entretien, "
            "seules ou en groupe) entre le premier et le dernier jour de la période. Chaque "
            "personne compte une fois, même si elle a ouvert plusieurs parcours.",
            source="D. 13.12.2023, art. 5, § 2",
            noun="personne",
            measure=received,
        ),
        Indicator(
            code="1.2",
            key="received_in_group",
            label="Reçues d'abord en séance collective",
            definition="Parmi les personnes reçues (1.1), celles dont le premier parcours ouvert "
            "dans la période (date d'ouverture la plus ancienne, puis numéro le plus petit) a "
            "commencé par une séance collective.",
            source="D. 13.12.2023, art. 5, § 2, et art. 6, § 1er",
            noun="personne",
            measure=received_in_group,
            base_label="personnes reçues",
        ),
        Indicator(
            code="1.3",
            key="candidacies",
            label="Parcours ouverts",
            definition="Parcours dont la date d'ouverture tombe dans la période. Une personne qui "
            "en ouvre deux compte deux fois.",
            source=HOUSE,
            noun="parcours",
            nouns="parcours",
            measure=candidacies,
        ),
        Indicator(
            code="1.4",
            key="intakes_ended",
            label="Accueils terminés",
            definition="Parcours dont la convention a été signée dans la période, et parcours "
            "clôturés dans la période sans convention.",
            source=HOUSE,
            noun="parcours",
            nouns="parcours",
            measure=intakes_ended,
        ),
        Indicator(
            code="1.5",
            key="decisions_in_time",
            label="Décisions dans le délai d'accueil",
            definition="Base : les accueils terminés (1.4) dont le parcours porte une échéance "
            "d'accueil et qui ont reçu une réponse, à savoir une convention, un refus motivé, une "
            "orientation ou un refus d'office. Compte : ceux dont la convention, le refus motivé "
            "ou l'orientation date au plus tard de cette échéance. La décision favorable est "
            "datée de la convention.",
            source=INTAKE_LAW,
            noun="décision",
            measure=decisions_in_time,
            base_label="réponses attendues dans un délai",
        ),
        Indicator(
            code="1.6",
            key="automatic_refusals",
            label="Refus d'office",
            definition="Accueils terminés (1.4) clôturés sans convention pour le motif "
            "« candidature refusée d'office (délai passé) ».",
            source="D. 13.12.2023, art. 6, § 1er (depuis le 01.01.2024)",
            noun="parcours",
            nouns="parcours",
            measure=automatic_refusals,
            base_label="accueils terminés",
        ),
        Indicator(
            code="1.7",
            key="refusals",
            label="Refus motivés",
            definition="Accueils terminés (1.4) clôturés sans convention pour le motif "
            "« candidature refusée ».",
            source="D. 13.12.2023, art. 5, § 2",
            noun="parcours",
            nouns="parcours",
            measure=refusals,
            base_label="accueils terminés",
        ),
        Indicator(
            code="1.8",
            key="orientations",
            label="Orientations vers un partenaire",
            definition="Accueils terminés (1.4) clôturés sans convention pour le motif « orientée "
            "vers un partenaire ».",
            source="D. 13.12.2023, art. 5, § 2",
            noun="parcours",
            nouns="parcours",
            measure=orientations,
            base_label="accueils terminés",
        ),
    ),
    breakdowns=(
        Breakdown(
            code="1.A",
            key="by_first_interview",
            title="Personnes reçues selon le premier entretien",
            definition="Les personnes reçues (1.1), selon le premier parcours ouvert dans la "
            "période.",
            source="D. 13.12.2023, art. 6, § 1er",
            rows=by_first_interview,
            labels=lambda span: dict(FirstInterview.choices),
            total_of="received",
        ),
        Breakdown(
            code="1.B",
            key="by_outcome",
            title="Issue de l'accueil",
            definition="Les accueils terminés (1.4). « Convention signée » : le parcours porte une "
            "convention, quelle que soit sa clôture. Sinon, son motif de clôture : refus, refus "
            "d'office ou orientation ; tout autre motif figure, motif par motif, sous « Sans "
            "décision », la personne étant partie avant la réponse.",
            source="D. 13.12.2023, art. 5, § 2, et art. 6, § 1er",
            rows=by_outcome,
            labels=outcome_labels,
            columns=(Column("Parcours", "parcours"),),
            total_of="intakes_ended",
            shows_zeros=False,
            chart=BARS,
        ),
    ),
)
