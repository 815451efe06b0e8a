"""Proposals of a person for a vacancy, and their way from stage to stage."""

from collections.abc import Mapping
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, RefusalKind, VacancyStatus
from employers.models import Proposal, Vacancy
from employers.rules.stages import SIDES
from mirec.accounts.models import User

MOVABLE_STAGES = [
    (stage.value, stage.label) for stage in ProposalStage if stage != ProposalStage.HIRED
]
"""What one may choose: « engagée » comes with its contract."""

MOVED = ("stage", "stage_on", "refusal_side", "refusal_kind", "refusal_reason")
WHO = {
    ProposalStage.REFUSED: "Un refus vient de l'employeur ; sinon, retirez la proposition.",
    ProposalStage.WITHDRAWN: "Dites qui retire la proposition : la personne ou la Mire.",
}


class ElsewhereError(ValidationError):
    """A colleague has moved the proposal meanwhile; the sentence says where it is."""


@transaction.atomic
def propose(*, vacancy: Vacancy, beneficiary: Beneficiary, by: User, on: date) -> Proposal:
    """Raises ValidationError when the vacancy is closed or the person is already proposed.

    Who proposes at the same moment waits for the vacancy, then hears it in words.
    """
    vacancy = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if vacancy.status != VacancyStatus.OPEN:
        raise ValidationError("Cette offre est clôturée : elle n'attend plus personne.")
    proposal = Proposal(
        vacancy=vacancy, beneficiary=beneficiary, proposed_on=on, stage_on=on, created_by=by
    )
    proposal.full_clean(exclude=["created_by"])
    with pghistory.context(user=by.pk):
        proposal.save(force_insert=True)
    return proposal


@transaction.atomic
def move_proposal(
    *,
    proposal: Proposal,
    stage: ProposalStage,
    on: date,
    by: User,
    side: str = "",
    kind: str = "",
    reason: str = "",
    seen: str = "",
) -> Proposal:
    """Bring the proposal to another stage on `on`.

    `seen` is the stage that the user saw: when a colleague has moved it since, ElsewhereError
    says where it is. A refusal is the employer's, a withdrawal the person's or the house's
    (`side`), for a kind of reason, with words when the kind says nothing. Raises ValidationError
    otherwise; « engagée » comes with a contract only (`record_placement`).
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if seen and locked.stage != seen:
        raise ElsewhereError(_where(locked))
    stage = ProposalStage(stage)
    refusal = _refusal(stage, side, kind, reason)
    _refuse_move(locked, stage)
    if locked.stage != stage:
        locked.stage_on = max(on, locked.proposed_on)
    return _written(locked, {"stage": stage, "stage_on": locked.stage_on, **refusal}, by)


@transaction.atomic
def take_move_back(*, proposal: Proposal, event: int, by: User) -> Proposal:
    """Undo the move that `event` (the key of its line in the history) wrote.

    Raises ElsewhereError when the proposal has changed since, or when nothing came before.
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    last_two = list(locked.events.order_by("-pgh_id")[:2])
    if len(last_two) < 2 or last_two[0].pgh_id != event or locked.stage == ProposalStage.HIRED:
        raise ElsewhereError(_where(locked))
    return _written(locked, {name: getattr(last_two[1], name) for name in MOVED}, by)


def last_event(proposal: Proposal) -> int:
    """The key of the last line of the proposal's history, by which a move is taken back."""
    return proposal.events.order_by("-pgh_id").values_list("pgh_id", flat=True)[0]


def _written(proposal: Proposal, values: Mapping[str, object], by: User) -> Proposal:
    for name, value in values.items():
        setattr(proposal, name, value)
    with pghistory.context(user=by.pk):
        proposal.save(update_fields=list(values))
    return proposal


def _where(proposal: Proposal) -> str:
    """« Noah Petit est à « Envoyée » : Nadia Ferrero a changé cette proposition avant vous. »"""
    event = proposal.events.select_related("pgh_context").order_by("-pgh_id").first()
    metadata = event.pgh_context.metadata if event and event.pgh_context else {}
    mover = User.objects.filter(pk=metadata.get("user")).first()
    label = proposal.get_stage_display()
    who = mover.get_full_name() if mover else "quelqu'un"
    person = proposal.beneficiary
    return f"{person} est à « {label} » : {who} a changé cette proposition avant vous."


def _refusal(stage: ProposalStage, side: str, kind: str, reason: str) -> dict[str, str]:
    """What is kept of a no; nothing for the other stages."""
    sides = SIDES.get(stage)
    if sides is None:
        return {"refusal_side": "", "refusal_kind": "", "refusal_reason": ""}
    side = side or (sides[0] if len(sides) == 1 else "")
    if side not in sides:
        raise ValidationError({"side": WHO[stage]})
    if kind not in RefusalKind.values:
        raise ValidationError({"kind": "Choisissez la raison qui s'en approche le plus."})
    words = reason.strip()
    if kind == RefusalKind.OTHER and not words:
        raise ValidationError({"reason": "Dites pourquoi en quelques mots : cela sert la suite."})
    return {"refusal_side": side, "refusal_kind": kind, "refusal_reason": words}


def _refuse_move(proposal: Proposal, stage: ProposalStage) -> None:
    if proposal.stage == ProposalStage.HIRED:
        raise ValidationError("Cette personne est engagée : la suite se note sur son contrat.")
    if stage == ProposalStage.HIRED:
        raise ValidationError(
            {"stage": "Encodez le contrat avec « Engager » : l'étape suivra d'elle-même."}
        )
