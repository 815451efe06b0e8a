"""Chapter 5: what was taught, to whom, for how many hours."""

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from reporting.indicators.populations import attendances, sessions_held
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
from training.enums import AttendanceState, EnrolmentStatus, SessionKind
from training.models import Enrolment

AWAY = [state for state in AttendanceState if not state.has_hours]
TAUGHT = (
    Column("Séances", "séance"),
    Column("Personnes", adds_up=False),
    Column("Heures suivies", "minute"),
)


def programmes(span: Span) -> Measure:
    held = sessions_held(span).aggregate(n=Count("cohort__programme", distinct=True))
    return Measure(held["n"])


def cohorts(span: Span) -> Measure:
    return Measure(sessions_held(span).aggregate(n=Count("cohort", distinct=True))["n"])


def sessions(span: Span) -> Measure:
    return Measure(sessions_held(span).count())


def trained(span: Span) -> Measure:
    present = attendances(span).filter(minutes__gt=0)
    return Measure(present.aggregate(n=Count("enrolment__beneficiary", distinct=True))["n"])


def minutes_followed(span: Span) -> Measure:
    return Measure(attendances(span).aggregate(n=Coalesce(Sum("minutes"), 0))["n"])


def absences(span: Span) -> Measure:
    counts = attendances(span).aggregate(n=Count("pk", filter=Q(state__in=AWAY)), base=Count("pk"))
    return Measure(counts["n"], counts["base"])


def completed(span: Span) -> Measure:
    return Measure(
        Enrolment.objects.filter(
            status=EnrolmentStatus.COMPLETED, ended_on__range=span.days
        ).count()
    )


def dropped(span: Span) -> Measure:
    return Measure(
        Enrolment.objects.filter(status=EnrolmentStatus.DROPPED, ended_on__range=span.days).count()
    )


def _taught(category: str) -> QuerySet:
    def rows(span: Span) -> Rows:
        return (
            sessions_held(span)
            .annotate(category=F(category))
            .values_list("category")
            .annotate(
                n=Count("pk", distinct=True),
                persons=Count(
                    "attendances__enrolment__beneficiary",
                    distinct=True,
                    filter=Q(attendances__minutes__gt=0),
                ),
                minutes=Coalesce(Sum("attendances__minutes"), 0),
            )
            .order_by()
        )

    return rows


by_operator = _taught("cohort__programme__operator__name")
by_programme = _taught("cohort__programme__title")
by_kind = _taught("kind")


def by_attendance(span: Span) -> Rows:
    return attendances(span).values_list("state").annotate(n=Count("pk")).order_by()


CHAPTER = Chapter(
    number=5,
    key="training",
    title="Formation",
    lede="Les séances tenues chez les opérateurs et en entreprise, et les heures suivies.",
    indicators=(
        Indicator(
            code="5.1",
            key="programmes",
            label="Formations données",
            definition="Formations dont une séance au moins a été tenue dans la période (5.3).",
            source=HOUSE,
            noun="formation",
            measure=programmes,
        ),
        Indicator(
            code="5.2",
            key="cohorts",
            label="Groupes",
            definition="Groupes dont une séance au moins a été tenue dans la période (5.3).",
            source=HOUSE,
            noun="groupe",
            measure=cohorts,
        ),
        Indicator(
            code="5.3",
            key="sessions",
            label="Séances tenues",
            definition="Séances non annulées qui commencent, à l'heure de Bruxelles, un jour de la "
            "période (dernier jour compris).",
            source=HOUSE,
            noun="séance",
            measure=sessions,
        ),
        Indicator(
            code="5.4",
            key="trained",
            label="Personnes formées",
            definition="Personnes qui ont suivi plus de zéro minute d'une séance tenue dans la "
            "période (5.3). Chaque personne compte une fois.",
            source="D. 13.12.2023, art. 5, § 3, al. 3",
            noun="personne",
            measure=trained,
        ),
        Indicator(
            code="5.5",
            key="minutes_followed",
            label="Heures de formation suivies",
            definition="Somme des minutes suivies notées aux présences des séances tenues dans la "
            "période (5.3), divisée par soixante. Les minutes prévues mais non suivies ne comptent "
            "pas.",
            source="A.G.W. 08.02.2002, art. 2 (indemnité par heure suivie)",
            noun="minute",
            measure=minutes_followed,
        ),
        Indicator(
            code="5.6",
            key="absences",
            label="Absences",
            definition="Parmi les présences encodées pour les séances tenues dans la période "
            "(5.3), celles dont l'état est « excusé·e » ou « pas venu·e ».",
            source="D. 12.11.2021, art. 21, dernier al.",
            noun="absence",
            measure=absences,
            base_label="présences encodées",
        ),
        Indicator(
            code="5.7",
            key="completed",
            label="Formations menées à terme",
            definition="Inscriptions à l'état « formation terminée » dont la date de fin tombe "
            "dans la période.",
            source=HOUSE,
            noun="inscription",
            measure=completed,
        ),
        Indicator(
            code="5.8",
            key="dropped",
            label="Abandons de formation",
            definition="Inscriptions à l'état « abandon » dont la date de fin tombe dans la "
            "période.",
            source=HOUSE,
            noun="inscription",
            measure=dropped,
        ),
    ),
    breakdowns=(
        Breakdown(
            code="5.A",
            key="by_operator",
            title="Opérateur de formation",
            definition="Les séances tenues (5.3), les personnes formées (5.4) et les heures "
            "suivies (5.5), selon l'opérateur de la formation. Une personne formée chez deux "
            "opérateurs figure à chacun.",
            source=HOUSE,
            rows=by_operator,
            columns=TAUGHT,
            total_of="sessions",
            shows_zeros=False,
        ),
        Breakdown(
            code="5.B",
            key="by_programme",
            title="Formation",
            definition="Les mêmes comptes, selon la formation.",
            source=HOUSE,
            rows=by_programme,
            columns=TAUGHT,
            total_of="sessions",
            shows_zeros=False,
        ),
        Breakdown(
            code="5.C",
            key="by_session_kind",
            title="Théorie et pratique",
            definition="Les mêmes comptes, selon le type de séance.",
            source="D. 13.12.2023, art. 5, § 3, al. 3 (période d'immersion)",
            rows=by_kind,
            labels=lambda span: dict(SessionKind.choices),
            columns=TAUGHT,
            total_of="sessions",
        ),
        Breakdown(
            code="5.D",
            key="by_attendance",
            title="Présences",
            definition="Les présences encodées pour les séances tenues dans la période (5.3), "
            "selon leur état.",
            source="D. 12.11.2021, art. 21, dernier al.",
            rows=by_attendance,
            labels=lambda span: dict(AttendanceState.choices),
            columns=(Column("Présences", "présence"),),
            total_of="absences:base",
            chart=BARS,
        ),
    ),
)
