"""Proposals of a person for a vacancy, and their way from stage to stage."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from employers.enums import ProposalStage, VacancyStatus
from employers.models import Proposal, Vacancy
from mirec.accounts.models import User

NEEDS_REASON = frozenset({ProposalStage.REFUSED, ProposalStage.WITHDRAWN})
"""A stage that ends without a job is explained: the reason feeds the person's plan."""

MOVABLE_STAGES = [
    (stage.value, stage.label) for stage in ProposalStage if stage != ProposalStage.HIRED
]
"""What one may choose: « engagée » comes with its contract."""


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
    *, proposal: Proposal, stage: ProposalStage, on: date, by: User, reason: str = ""
) -> Proposal:
    """Bring the proposal to another stage on `on`.

    Raises ValidationError: a refusal or a withdrawal needs its reason; « engagée » comes with a
    contract only (`record_placement`); one that has a contract does not move any more.
    """
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    _refuse_move(locked, ProposalStage(stage), reason)
    if locked.stage != stage:
        locked.stage_on = max(on, locked.proposed_on)
    locked.stage = stage
    locked.refusal_reason = reason.strip() if stage in NEEDS_REASON else ""
    with pghistory.context(user=by.pk):
        locked.save(update_fields=["stage", "stage_on", "refusal_reason"])
    return locked


def _refuse_move(proposal: Proposal, stage: ProposalStage, reason: str) -> None:
    if proposal.stage == ProposalStage.HIRED:
        raise ValidationError("Cette personne est engagée : la suite se note sur son contrat.")
    if stage == ProposalStage.HIRED:
        raise ValidationError(
            {"stage": "Encodez le contrat avec « Engager » : l'étape suivra d'elle-même."}
        )
    if stage in NEEDS_REASON and not reason.strip():
        raise ValidationError({"reason": "Dites pourquoi en quelques mots : cela sert la suite."})
