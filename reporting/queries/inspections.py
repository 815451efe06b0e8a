"""Which parcours does an inspection look at, and what does it read of each? SQL only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from beneficiaries.models import Document
from beneficiaries.niss import LEFT_SEALED
from coaching.enums import Audience
from coaching.models import Agreement, FollowUp, Journey
from coaching.models.journeys import JourneyQuerySet
from coaching.queries.proofs import without_proof
from mirec.accounts.models import User

FORMALISED = Q(
    beneficiary__follow_ups__audience__in=[Audience.TEAM, Audience.PERSON],
    beneficiary__follow_ups__happened_on__gte=F("opened_on"),
)
"""Follow-ups since the first interview that others than their author may read."""


def running(start: date, end: date) -> JourneyQuerySet:
    """Open at least one day from `start` to `end`, both included, agreement or not."""
    return Journey.objects.filter(opened_on__lte=end).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=start)
    )


def drawn(journeys: JourneyQuerySet, *, seed: int, size: int) -> list[int]:
    """The keys of the sample, in the order of the draw.

    Each parcours has a rank that only its key and the seed decide: the same seed draws the same
    ones again, and a larger sample begins with the smaller one.
    """
    rank = MD5(Concat(Value(f"{seed}:"), Cast("pk", TextField())))
    ordered = journeys.alias(rank=rank).order_by("rank", "pk")
    return list(ordered.values_list("pk", flat=True)[:size])


@dataclass(frozen=True)
class Readiness:
    """The open parcours that the user sees, and those that lack a proof today."""

    open_count: int
    lacking_count: int

    @property
    def ready_count(self) -> int:
        return self.open_count - self.lacking_count


def readiness(user: User, on: date) -> Readiness:
    opened = Journey.objects.visible_to(user).open()
    return Readiness(opened.count(), without_proof(opened, on).count())


def readable(keys: Sequence[int], user: User) -> list[int]:
    """Those of the sample whose file the user may open, in the order of the draw."""
    seen = set(Journey.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key in keys if key in seen]


def inspected(keys: Sequence[int]) -> list[Journey]:
    """The parcours in that order, with what their page says; four queries."""
    signed = Agreement.objects.order_by("-version").prefetch_related("signatures")
    rows = (
        Journey.objects.filter(pk__in=keys)
        .select_related(
            "beneficiary__coach", "beneficiary__team", "regime", "assessment__assessed_by",
            "authorisation", "agreed_by", "closed_by",
        )
        .prefetch_related(Prefetch("agreements", signed))
        .annotate(
            follow_up_count=Count("beneficiary__follow_ups", filter=FORMALISED)
        )
        .defer(*LEFT_SEALED)
    )  # fmt: skip
    by_key = {journey.pk: journey for journey in rows}
    return [by_key[key] for key in keys if key in by_key]


def follow_ups_of(journeys: Sequence[Journey]) -> dict[int, list[FollowUp]]:
    """By parcours, from its first day to its last: what the team may read.

    Never a private note, never a sealed part.
    """
    persons = {journey.beneficiary_id for journey in journeys}
    rows = (
        FollowUp.objects.filter(beneficiary__in=persons)
        .exclude(audience=Audience.PRIVATE)
        .select_related("created_by")
        .defer("sealed_text")
        .order_by("happened_on", "pk")
    )
    said = defaultdict(list)
    for row in rows:
        said[row.beneficiary_id].append(row)
    return {
        journey.pk: [
            row
            for row in said[journey.beneficiary_id]
            if journey.opened_on <= row.happened_on <= (journey.closed_on or row.happened_on)
        ]
        for journey in journeys
    }


def documents_of(journeys: Sequence[Journey]) -> dict[int, list[Document]]:
    """By person, the papers that the file keeps."""
    found: dict[int, list[Document]] = {journey.beneficiary_id: [] for journey in journeys}
    rows = Document.objects.kept().filter(beneficiary__in=found).select_related("checked_by")
    for row in rows.order_by("issued_on", "pk"):
        found[row.beneficiary_id].append(row)
    return found
