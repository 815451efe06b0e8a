"""Which parcours rely on a condition that no valid paper proves? For the queue and the inspection.

- `without_proof(journeys, on)`: those among them that lack a paper; SQL, one query when read.
- `proofs_of(journeys, on)`: for each of these, what is missing and by when; five queries at most.

The day judged is that of the agreement; before it, the present day.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from beneficiaries.models import Assessment
from beneficiaries.queries.proofs import ProvedFile, proved_many, unproven
from beneficiaries.rules.proofs import Deadline
from coaching.models import Journey
from coaching.models.journeys import JourneyQuerySet


def without_proof(journeys: JourneyQuerySet, on: date) -> JourneyQuerySet:
    """A candidate is judged on the latest assessment, a person under agreement on the one kept."""
    latest = Assessment.objects.filter(beneficiary=OuterRef("beneficiary"))
    asked = journeys.alias(
        judged=Coalesce("agreed_on", Value(on)),
        basis=Coalesce("assessment_id", Subquery(latest.values("pk")[:1])),
    )
    relied_on = Assessment.objects.filter(pk=OuterRef("basis"))
    return asked.filter(Exists(unproven(relied_on, OuterRef("judged"), OuterRef("is_derogation"))))


def proofs_of(
    journeys: Iterable[Journey], on: date, judged_on: date | None = None
) -> dict[int, ProvedFile]:
    """By the key of the parcours; those without any assessment are left out."""
    rows = list(journeys)
    basis = _assessments_of(rows)
    asked = {
        journey.pk: (basis[journey.pk], Deadline(journey.agreed_on, journey.intake_due_on))
        for journey in rows
        if journey.pk in basis
    }
    found = proved_many(list(asked.values()), on, judged_on)
    return dict(zip(asked, found, strict=True))


def _assessments_of(journeys: list[Journey]) -> dict[int, Assessment]:
    kept = Assessment.objects.in_bulk({row.assessment_id for row in journeys if row.assessment_id})
    candidates = {row.beneficiary_id for row in journeys if not row.assessment_id}
    latest = {
        assessment.beneficiary_id: assessment
        for assessment in Assessment.objects.filter(beneficiary__in=candidates)
        .order_by("beneficiary_id", "-assessed_on", "-pk")
        .distinct("beneficiary_id")
    }
    found = {
        row.pk: kept.get(row.assessment_id) or latest.get(row.beneficiary_id) for row in journeys
    }
    return {pk: assessment for pk, assessment in found.items() if assessment}
