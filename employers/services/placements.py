"""Contracts of work: recorded, ended, and read as the plain values that the rules ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from employers.enums import EndReason, ProposalStage
from employers.models import Employer, HiringAid, Placement, Proposal
from employers.rules import Contract, Pause
from mirec.accounts.models import User
from mirec.core.wording import day_full


@transaction.atomic
def record_placement(
    *, beneficiary: Beneficiary, by: User, proposal: Proposal | None = None, **terms: Any
) -> Placement:
    """A contract signed, and its proposal, if any, brought to « engagée ».

    `terms` are fields of `Placement`. Raises ValidationError (French sentences by field) when the
    proposal is someone else's, has its contract already, or the contract contradicts itself;
    nothing is kept then.
    """
    if proposal is not None:
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        _refuse_foreign(proposal, beneficiary, terms["employer"])
    placement = Placement(
        beneficiary=beneficiary,
        proposal=proposal,
        vacancy=proposal.vacancy if proposal else None,
        created_by=by,
    )
    set_terms(placement, terms)
    with pghistory.context(user=by.pk):
        placement.save(force_insert=True)
        if proposal is not None:
            _mark_hired(proposal, placement.starts_on)
    return placement


def set_terms(placement: Placement, terms: Mapping[str, Any]) -> None:
    """Put the terms on the contract and check it whole, unsaved; raises ValidationError."""
    for name, value in terms.items():
        setattr(placement, name, value)
    if placement.aid_id:
        placement.aid = _aid_on(placement.aid, placement.starts_on)
        placement.is_aided = True
    if placement.proof_id and placement.proof.beneficiary_id != placement.beneficiary_id:
        raise ValidationError({"proof": "Cette pièce est dans le dossier d'une autre personne."})
    placement.full_clean(exclude=["created_by"])


def _aid_on(aid: HiringAid, day: date) -> HiringAid:
    """The same aid as it stands on the first day of the contract."""
    in_force = HiringAid.objects.in_force(day).filter(code=aid.code).first()
    if in_force is None:
        raise ValidationError({"aid": f"Cette aide n'est pas en vigueur le {day_full(day)}."})
    return in_force


def _refuse_foreign(proposal: Proposal, beneficiary: Beneficiary, employer: Employer) -> None:
    if proposal.beneficiary_id != beneficiary.pk:
        raise ValidationError("Cette proposition concerne une autre personne.")
    if proposal.stage == ProposalStage.HIRED:
        raise ValidationError("Cette personne est déjà engagée pour cette offre.")
    if proposal.vacancy.employer_id != employer.pk:
        raise ValidationError({"employer": "Cette proposition concerne un autre employeur."})


def _mark_hired(proposal: Proposal, on: date) -> None:
    proposal.stage = ProposalStage.HIRED
    proposal.stage_on = max(proposal.stage_on, on)
    proposal.refusal_side = proposal.refusal_kind = proposal.refusal_reason = ""
    proposal.save(
        update_fields=["stage", "stage_on", "refusal_side", "refusal_kind", "refusal_reason"]
    )


@transaction.atomic
def end_placement(
    *, placement: Placement, ended_on: date, reason: EndReason, by: User
) -> Placement:
    """Note the last day worked (included) and why. Raises ValidationError before the first day."""
    placement = Placement.objects.select_for_update().get(pk=placement.pk)
    placement.ended_on = ended_on
    placement.end_reason = reason
    placement.full_clean(exclude=["created_by", "proposal"])
    with pghistory.context(user=by.pk):
        placement.save(update_fields=["ended_on", "end_reason"])
    placement.refresh_from_db()
    return placement


def contracts_of(beneficiary: Beneficiary, since: date) -> list[Contract]:
    """The person's contracts that begin on `since` or later, oldest first, as plain values."""
    rows = (
        beneficiary.placements.filter(starts_on__gte=since)
        .select_related("employer")
        .prefetch_related("breaks")
        .order_by("starts_on", "pk")
    )
    return [contract_of(row) for row in rows]


def contract_of(row: Placement) -> Contract:
    """As the rules read it; its breaks that do not count are taken off."""
    return Contract(
        employer_id=row.employer_id,
        employer_name=row.employer.name,
        starts_on=row.starts_on,
        last_day=row.last_day,
        planned_end_on=row.planned_end_on,
        is_open_ended=row.planned_end_on is None,
        pauses=tuple(
            Pause(starts_on=each.starts_on, ends_on=each.ends_on)
            for each in row.breaks.all()
            if not each.is_counted
        ),
        user_company=row.user_company,
        placement_id=row.pk,
    )
