"""Insertion plans of a few proposals of each coach: drafted, waiting for a signature, applied."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from random import Random

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber

from coaching.models import InsertionPlan, InsertionSignature, InsertionStep
from coaching.queries.insertion import Gap, gap_of, proposals_read, steps_of
from coaching.services.insertion_applying import apply_plan
from coaching.services.insertion_plans import PARTIES, content_of
from employers.enums import Need, ProposalStage
from employers.models import Proposal, Requirement
from mirec.demo.chance import days, rng_for
from mirec.demo.writers.potential import scribble

MOST_COACHES = 8
MOST_STEPS = 3
SIGNED = (("person", "mire"), PARTIES, ())
"""Who has signed, of each coach: one waits for the employer, one is applied, one is a draft."""


def write_insertions(seed: int, on: date) -> int:
    """How many proposals have steps: they stay few however many files there are."""
    for proposal, parties in _chosen():
        rng = rng_for(seed, "insertion", proposal.beneficiary.file_number)
        _write(proposal, parties, rng, on)
    return InsertionStep.objects.values("proposal").distinct().count()


def _chosen() -> list[tuple[Proposal, Sequence[str]]]:
    """The latest of each coach that wait, for a vacancy that requires something; who has signed."""
    asked = Requirement.objects.filter(vacancy=OuterRef("vacancy")).exclude(need=Need.NICE)
    turn = Window(RowNumber(), partition_by=F("beneficiary__coach"), order_by=[F("pk").desc()])
    waiting = (
        Proposal.objects.filter(Exists(asked), beneficiary__coach__isnull=False)
        .filter(stage__in=[ProposalStage.SENT, ProposalStage.INTERVIEW, ProposalStage.TRIAL])
        .annotate(turn=turn)
        .select_related("beneficiary__coach")
        .order_by("beneficiary__coach", "turn")
    )
    rows = waiting.filter(turn__lte=len(SIGNED))[: len(SIGNED) * MOST_COACHES]
    return [(row, SIGNED[row.turn - 1]) for row in rows]


def _write(row: Proposal, parties: Sequence[str], rng: Random, on: date) -> None:
    coach = row.beneficiary.coach
    proposal = proposals_read(coach).get(pk=row.pk)
    gap = gap_of(proposal, on)
    InsertionStep.objects.bulk_create(_steps(proposal, gap, rng, coach))
    steps = steps_of(proposal)
    if not steps or not parties:
        return
    drawn_on = max(proposal.proposed_on, on - days(rng.randint(1, 9)))
    is_complete = parties == PARTIES
    plan = InsertionPlan.objects.create(
        proposal=proposal,
        version=1,
        content=content_of(proposal, gap, steps),
        parties=list(PARTIES),
        drawn_on=drawn_on,
        completed_on=drawn_on if is_complete else None,
        created_by=coach,
    )
    names = {
        "person": proposal.beneficiary.full_name,
        "employer": str(proposal.vacancy.contact or proposal.vacancy.employer),
        "mire": str(coach),
    }
    InsertionSignature.objects.bulk_create(
        InsertionSignature(
            paper=plan,
            party=party,
            name=names[party],
            signed_on=drawn_on,
            drawing=scribble(rng),
            created_by=coach,
        )
        for party in parties
    )
    if is_complete:
        at = datetime.combine(on, time(8), tzinfo=UTC)
        apply_plan(plan=plan, by=coach, on=on, at=at)


def _steps(proposal: Proposal, gap: Gap, rng: Random, coach) -> list[InsertionStep]:
    """One way for each of the first gaps."""
    missing = [line for line in gap.lines if line.ways][:MOST_STEPS]
    return [
        InsertionStep(
            proposal=proposal,
            skill_id=line.answer.asked.skill_id,
            created_by=coach,
            **(line.ways[0] if rng.random() < 0.6 else rng.choice(line.ways)).values(),
        )
        for line in missing
    ]
