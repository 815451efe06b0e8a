"""The limits of one's persons at a glance: how many fall when, and which come first."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from beneficiaries.niss import LEFT_SEALED
from coaching.models import Journey
from mirec.core.periods import months_after

SPANS = (("< 1 mois", None, 1), ("1 à 3", 1, 3), ("3 à 6", 3, 6), ("6 à 12", 6, 12))
LAST_SPAN = "> 1 an"
NEXT_LIMITS = 5
FULL_HEIGHT = 44
"""Height in pixels of the tallest bar of the small chart."""


@dataclass(frozen=True)
class Span:
    label: str
    count: int
    height: float
    tone: str

    @property
    def top(self) -> float:
        """Where the bar begins, from the top of the drawing."""
        return FULL_HEIGHT - self.height


def _mine(user):
    return Journey.objects.visible_to(user).open().of_coach(user)


def limits_by_span(user, on: date) -> list[Span]:
    """Open journeys by the time left before their limit, in one query."""
    conditions = {}
    for index, (_, low, high) in enumerate(SPANS):
        span = Q(limit_on__lt=months_after(on, high))
        if low is not None:
            span &= Q(limit_on__gte=months_after(on, low))
        conditions[f"span_{index}"] = Count("pk", filter=span)
    conditions["span_last"] = Count("pk", filter=Q(limit_on__gte=months_after(on, 12)))
    counts = list(_mine(user).aggregate(**conditions).values())
    tallest = max(counts) or 1
    labels = [label for label, _, _ in SPANS] + [LAST_SPAN]
    tones = ["bad", "warn", "", "", ""]
    return [
        Span(label, count, round(FULL_HEIGHT * count / tallest, 1), tone)
        for label, count, tone in zip(labels, counts, tones, strict=True)
    ]


def next_limits(user, on: date) -> list[Journey]:
    rows = (
        _mine(user).filter(limit_on__isnull=False).select_related("beneficiary").defer(*LEFT_SEALED)
    )
    return list(rows.order_by("limit_on", "pk")[:NEXT_LIMITS])
