"""Papers that are missing: proofs of what the verdict relies on, signatures."""

from datetime import date
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst

from beneficiaries.niss import LEFT_SEALED
from beneficiaries.rules.french import listed
from coaching.day.limits import open_journeys
from coaching.day.lines import Answer, Group, Line, Moment, Source, put_aside
from coaching.enums import Matter, Phase
from coaching.models import Agreement, InsertionPlan, Journey
from coaching.queries.proofs import proofs_of, without_proof
from coaching.rules.insertion import OVER
from mirec.accounts.models import User
from mirec.core.clock import remaining
from mirec.core.wording import ago, day_long, uncapped


def unproved(journeys: QuerySet, moment: Moment) -> QuerySet:
    """Those whose papers were due first; a convention was signed on the strength of them."""
    return without_proof(journeys, moment.on).order_by(
        Coalesce("agreed_on", "intake_due_on", Value(moment.on)), "pk"
    )


def proof_line(journey: Journey, moment: Moment) -> Line:
    """Its sentence comes with `say_what_is_missing`, for all the lines at once."""
    due_on = journey.agreed_on or journey.intake_due_on
    return Line(
        matter=Matter.PROOF,
        target=journey.pk,
        group=Group.PAPER,
        day=due_on or moment.on,
        tone="warn",
        icon="file-earmark-text",
        when="Pièce attendue",
        detail=_deadline(due_on, moment),
        beneficiary=journey.beneficiary,
        phase=Phase(journey.phase),
        why="",
        answers=(
            Answer(
                "Ajouter la pièce",
                reverse("beneficiaries:document-create", args=[journey.beneficiary_id]),
            ),
            Answer(
                "Voir les pièces",
                reverse("beneficiaries:panel-documents", args=[journey.beneficiary_id]),
                quiet=True,
            ),
            *put_aside(Matter.PROOF, journey.pk, moment),
        ),
    )


def _deadline(due_on: date | None, moment: Moment) -> str:
    if due_on is None:
        return ""
    return remaining(due_on, moment.on) if due_on > moment.on else "en retard"


def say_what_is_missing(lines: list[Line], rows: list[Any], moment: Moment) -> list[Line]:
    found = proofs_of(rows, moment.on)
    return [
        line.because(_sentence(found[line.target].tail)) if line.target in found else line
        for line in lines
    ]


def _sentence(tail: str) -> str:
    return f"{capfirst(tail)}."


def conventions(user: User) -> QuerySet[Agreement]:
    return (
        Agreement.objects.visible_to(user)
        .filter(journey__closed_on__isnull=True)
        .select_related("journey__beneficiary")
        .prefetch_related("signatures")
        .defer(*(f"journey__{name}" for name in LEFT_SEALED), "content")
    )


def to_sign(rows: QuerySet, moment: Moment) -> QuerySet:
    return rows.unsigned().order_by("drawn_on", "pk")


def signature_line(row: Agreement, moment: Moment) -> Line:
    missing = " et ".join(uncapped(label) for _, label in row.missing_labels)
    return Line(
        matter=Matter.SIGNATURE,
        target=row.pk,
        group=Group.PAPER,
        day=row.drawn_on,
        tone="warn",
        icon="pen",
        when="À signer",
        detail=f"établie {ago(row.drawn_on, moment.on)}",
        beneficiary=row.journey.beneficiary,
        phase=Phase(row.journey.phase),
        why=f"La convention du {day_long(row.drawn_on)} attend une signature : {missing}.",
        answers=(
            Answer("Ouvrir la convention", row.get_absolute_url()),
            *put_aside(Matter.SIGNATURE, row.pk, moment),
        ),
    )


def insertions(user: User) -> QuerySet[InsertionPlan]:
    rows = InsertionPlan.objects.visible_to(user).in_files_of(user).newest()
    return (
        rows.exclude(proposal__stage__in=OVER)
        .select_related("proposal__beneficiary", "proposal__vacancy__employer")
        .prefetch_related("signatures")
        .defer(*(f"proposal__{name}" for name in LEFT_SEALED), "content")
    )


def to_complete(rows: QuerySet, moment: Moment) -> QuerySet:
    """To sign, or signed by all and not yet in the person's plan."""
    return rows.filter(applied_on__isnull=True).order_by("drawn_on", "pk")


def insertion_line(row: InsertionPlan, moment: Moment) -> Line:
    """« Le plan d'insertion pour « Cariste » attend une signature : l'employeur. »"""
    labels = [uncapped(label) for _, label in row.missing_labels]
    missing = listed(labels) if labels else ""
    plan = f"Le plan d'insertion pour « {row.proposal.vacancy} » ({row.proposal.vacancy.employer})"
    waits = f"attend une signature : {missing}" if missing else "est signé : reportez ses étapes"
    return Line(
        matter=Matter.INSERTION,
        target=row.pk,
        group=Group.PAPER,
        day=row.drawn_on,
        tone="warn",
        icon="pen",
        when="À signer" if missing else "À reporter",
        detail=f"établi {ago(row.drawn_on, moment.on)}",
        beneficiary=row.proposal.beneficiary,
        why=f"{plan} {waits}.",
        answers=(
            Answer("Ouvrir le plan d'insertion", row.get_absolute_url()),
            *put_aside(Matter.INSERTION, row.pk, moment),
        ),
    )


PROOFS = Source(Matter.PROOF, open_journeys, unproved, proof_line, finish=say_what_is_missing)
SIGNATURES = Source(
    Matter.SIGNATURE,
    conventions,
    to_sign,
    signature_line,
    coach="journey__beneficiary__coach",
    team="journey__beneficiary__team",
)
INSERTIONS = Source(
    Matter.INSERTION,
    insertions,
    to_complete,
    insertion_line,
    coach="proposal__beneficiary__coach",
    team="proposal__beneficiary__team",
)
