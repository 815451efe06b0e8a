"""Chapter 6: how the persons were followed."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from coaching.enums import Channel, FollowUpKind, Outcome
from reporting.indicators.populations import follow_ups, taken_in_charge
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

FOLLOWED = (
    Column("Suivis", "suivi"),
    Column("Personnes", adds_up=False),
    Column("Heures", "minute"),
)
METHOD = "D. 13.12.2023, art. 4 (entretiens réguliers)"
NOT_ADDITIVE = " Une personne peut figurer à plusieurs rangs."


def recorded(span: Span) -> Measure:
    return Measure(follow_ups(span).count())


def persons(span: Span) -> Measure:
    return Measure(follow_ups(span).aggregate(n=Count("beneficiary", distinct=True))["n"])


def minutes(span: Span) -> Measure:
    return Measure(follow_ups(span).aggregate(n=Coalesce(Sum("minutes"), 0))["n"])


def without_follow_up(span: Span) -> Measure:
    followed = Exists(follow_ups(span).filter(beneficiary=OuterRef("beneficiary")))
    counts = (
        taken_in_charge(span)
        .annotate(followed=followed)
        .aggregate(n=Count("pk", filter=Q(followed=False)), base=Count("pk"))
    )
    return Measure(counts["n"], counts["base"])


def _by(field: str) -> QuerySet:
    def rows(span: Span) -> Rows:
        return (
            follow_ups(span)
            .values_list(field)
            .annotate(
                n=Count("pk"),
                persons=Count("beneficiary", distinct=True),
                total_minutes=Coalesce(Sum("minutes"), 0),
            )
            .order_by()
        )

    return rows


CHAPTER = Chapter(
    number=6,
    key="followups",
    title="Suivis",
    lede="Les entretiens et les contacts notés, et les personnes qui n'en ont pas eu.",
    indicators=(
        Indicator(
            code="6.1",
            key="follow_ups",
            label="Suivis notés",
            definition="Suivis dont la date tombe dans la période, quel qu'en soit le résultat ; "
            "les suivis réservés à leur auteur comptent aussi.",
            source=METHOD,
            noun="suivi",
            measure=recorded,
        ),
        Indicator(
            code="6.2",
            key="persons_followed",
            label="Personnes suivies",
            definition="Personnes qui ont au moins un suivi dans la période (6.1), avec ou sans "
            "convention. Chaque personne compte une fois.",
            source=METHOD,
            noun="personne",
            measure=persons,
        ),
        Indicator(
            code="6.3",
            key="follow_up_minutes",
            label="Heures de suivi",
            definition="Somme des minutes des suivis de la période (6.1), divisée par soixante.",
            source=HOUSE,
            noun="minute",
            measure=minutes,
        ),
        Indicator(
            code="6.4",
            key="without_follow_up",
            label="Personnes sans suivi",
            definition="Parmi les personnes prises en charge (2.1), celles qui n'ont aucun suivi "
            "daté dans la période.",
            source=METHOD,
            noun="personne",
            measure=without_follow_up,
            base_label="personnes prises en charge",
        ),
    ),
    breakdowns=(
        Breakdown(
            code="6.A",
            key="by_follow_up_kind",
            title="Type de suivi",
            definition="Les suivis de la période (6.1), selon leur type." + NOT_ADDITIVE,
            source=METHOD,
            rows=_by("kind"),
            labels=lambda span: dict(FollowUpKind.choices),
            columns=FOLLOWED,
            total_of="follow_ups",
            chart=BARS,
        ),
        Breakdown(
            code="6.B",
            key="by_channel",
            title="Moyen de contact",
            definition="Les suivis de la période (6.1), selon le moyen de contact." + NOT_ADDITIVE,
            source=HOUSE,
            rows=_by("channel"),
            labels=lambda span: dict(Channel.choices),
            columns=FOLLOWED,
            total_of="follow_ups",
        ),
        Breakdown(
            code="6.C",
            key="by_follow_up_outcome",
            title="Résultat du contact",
            definition="Les suivis de la période (6.1), selon leur résultat." + NOT_ADDITIVE,
            source=HOUSE,
            rows=_by("outcome"),
            labels=lambda span: dict(Outcome.choices),
            columns=FOLLOWED,
            total_of="follow_ups",
        ),
    ),
)
