"""Contracts of work: recorded, ended, and read as the plain values that the rules ask for."""

from datetime import date
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from employers.enums import ContractType, EndReason, ProposalStage
from employers.models import Employer, Placement, Proposal
from employers.rules import Contract
from mirec.accounts.models import User


@transaction.atomic
def record_placement(
    *,
    beneficiary: Beneficiary,
    employer: Employer,
    job_title: str,
    contract_type: ContractType,
    starts_on: date,
    planned_end_on: date | None,
    hours_per_week: Decimal,
    is_aided: bool,
    by: User,
    proposal: Proposal | None = None,
) -> Placement:
    """A contract signed, and its proposal, if any, brought to « engagée ».

    Raises ValidationError (French sentences by field) when the proposal is someone else's, has
    its contract already, or the contract contradicts itself; nothing is kept then.
    """
    if proposal is not None:
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        _refuse_foreign(proposal, beneficiary, employer)
    placement = Placement(
        beneficiary=beneficiary,
        employer=employer,
        proposal=proposal,
        vacancy=proposal.vacancy if proposal else None,
        job_title=job_title,
        contract_type=contract_type,
        starts_on=starts_on,
        planned_end_on=planned_end_on,
        hours_per_week=hours_per_week,
        is_aided=is_aided,
        created_by=by,
    )
    placement.full_clean(exclude=["created_by"])
    with pghistory.context(user=by.pk):
        placement.save(force_insert=True)
        if proposal is not None:
            _mark_hired(proposal, starts_on)
    return placement


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
    proposal.refusal_reason = ""
    proposal.save(update_fields=["stage", "stage_on", "refusal_reason"])


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
        .order_by("starts_on", "pk")
    )
    return [
        Contract(
            employer_id=row.employer_id,
            employer_name=row.employer.name,
            starts_on=row.starts_on,
            last_day=row.last_day,
            planned_end_on=row.planned_end_on,
            is_open_ended=row.planned_end_on is None,
        )
        for row in rows
    ]
