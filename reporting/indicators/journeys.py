"""Chapter 3: where the parcours stand, and how they ended."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
    When,
)

from coaching.enums import ExitReason, Phase
from coaching.models import Journey
from employers.models import Placement
from reporting.indicators.populations import open_at_end
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


def still_open(span: Span) -> Measure:
    return Measure(open_at_end(span).count())


def past_limit(span: Span) -> Measure:
    limit = Case(When(agreed_on__lte=span.end, then=F("due_on")), default=F("intake_due_on"))
    counts = (
        open_at_end(span)
        .annotate(limit_then=limit)
        .aggregate(n=Count("pk", filter=Q(limit_then__lt=span.end)), base=Count("pk"))
    )
    return Measure(counts["n"], counts["base"])


def closed(span: Span) -> Measure:
    return Measure(Journey.objects.filter(closed_on__range=span.days).count())


def by_phase(span: Span) -> Rows:
    """The phase on the last day, told by dates and not by the present state of the row."""
    at_work = Exists(
        Placement.objects.running(span.end).filter(
            beneficiary=OuterRef("beneficiary"), starts_on__gte=OuterRef("agreed_on")
        )
    )
    agreed = Q(agreed_on__lte=span.end)
    phase = Case(
        When(agreed & at_work, then=Value(Phase.IN_EMPLOYMENT)),
        When(agreed, then=Value(Phase.TOWARDS_EMPLOYMENT)),
        default=Value(Phase.INTAKE),
        output_field=CharField(),
    )
    return (
        open_at_end(span)
        .annotate(phase_then=phase)
        .values_list("phase_then")
        .annotate(n=Count("pk"))
        .order_by()
    )


def by_exit_reason(span: Span) -> Rows:
    return (
        Journey.objects.filter(closed_on__range=span.days)
        .annotate(reason=F("exit_reason"))
        .values_list("reason")
        .annotate(
            candidates=Count("pk", filter=Q(agreed_on__isnull=True)),
            agreed=Count("pk", filter=Q(agreed_on__isnull=False)),
            total=Count("pk"),
        )
        .order_by()
    )


CHAPTER = Chapter(
    number=3,
    key="journeys",
    title="Parcours",
    lede="Les parcours en cours au dernier jour, et les motifs de sortie.",
    indicators=(
        Indicator(
            code="3.1",
            key="still_open",
            label="Parcours ouverts le dernier jour",
            definition="Parcours ouverts au plus tard le dernier jour de la période et non "
            "clôturés ce jour-là au soir : un parcours clôturé le dernier jour n'est plus ouvert.",
            source=HOUSE,
            noun="parcours",
            nouns="parcours",
            measure=still_open,
        ),
        Indicator(
            code="3.2",
            key="past_limit",
            label="Dont l'échéance est passée",
            definition="Parmi les parcours ouverts le dernier jour (3.1), ceux dont l'échéance est "
            "antérieure à ce jour : l'échéance de la convention si elle est signée à cette date, "
            "sinon celle de l'accueil. Un parcours sans échéance ne compte pas.",
            source="D. 13.12.2023, art. 6, § 1er et § 2",
            noun="parcours",
            nouns="parcours",
            measure=past_limit,
            base_label="parcours ouverts le dernier jour",
        ),
        Indicator(
            code="3.3",
            key="closed",
            label="Parcours clôturés",
            definition="Parcours dont la date de clôture tombe dans la période, avec ou sans "
            "convention.",
            source=HOUSE,
            noun="parcours",
            nouns="parcours",
            measure=closed,
        ),
    ),
    breakdowns=(
        Breakdown(
            code="3.A",
            key="by_phase",
            title="Phase le dernier jour",
            definition="Les parcours ouverts le dernier jour (3.1). Accueil et bilan : pas de "
            "convention signée à cette date. Dans l'emploi : convention signée, et un contrat de "
            "la personne, commencé à la date de la convention ou après, court ce jour-là. Vers "
            "l'emploi : les autres.",
            source="D. 13.12.2023, art. 5, § 1er",
            rows=by_phase,
            labels=lambda span: dict(Phase.choices),
            columns=(Column("Parcours", "parcours"),),
            total_of="still_open",
            chart=BARS,
        ),
        Breakdown(
            code="3.B",
            key="by_exit_reason",
            title="Motif de sortie",
            definition="Les parcours clôturés (3.3), selon le motif et selon qu'une convention "
            "avait été signée ou non.",
            source=HOUSE,
            rows=by_exit_reason,
            labels=lambda span: dict(ExitReason.choices),
            columns=(
                Column("Sans convention", "parcours", is_compared=False),
                Column("Avec convention", "parcours", is_compared=False),
                Column("Total", "parcours"),
            ),
            total_of="closed",
            total_column=2,
            chart=BARS,
        ),
    ),
)
