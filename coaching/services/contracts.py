"""Every change of a contract that runs, and what it moves: phase, milestone, checks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from coaching.services.hiring import add_proof, settle_job
from employers.models import ContractExtension, Placement, WorkBreak
from employers.services import contract_changes
from mirec.accounts.models import User


@transaction.atomic
def correct_job(
    *,
    placement: Placement,
    by: User,
    on: date,
    paper: Mapping[str, Any] | None = None,
    **terms: Any,
) -> Placement:
    """`terms` are fields of the contract; `paper` is the stored file of a proof just handed."""
    before = Placement.objects.get(pk=placement.pk).starts_on
    if paper:
        terms["proof"] = add_proof(beneficiary=placement.beneficiary, paper=paper, by=by)
    placement = contract_changes.correct_placement(placement=placement, terms=terms, by=by)
    settle_job(placement=placement, on=on, former_start=before)
    return placement


@transaction.atomic
def extend_job(
    *, placement: Placement, new_end_on: date, agreed_on: date, by: User, on: date
) -> ContractExtension:
    extension = contract_changes.extend_placement(
        placement=placement, new_end_on=new_end_on, agreed_on=agreed_on, by=by
    )
    settle_job(placement=extension.placement, on=on)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: ContractExtension, by: User, on: date) -> Placement:
    placement = contract_changes.withdraw_extension(extension=extension, by=by)
    settle_job(placement=placement, on=on)
    return placement


@transaction.atomic
def note_break(*, pause: WorkBreak, by: User, on: date) -> WorkBreak:
    pause = contract_changes.note_break(pause=pause, by=by)
    settle_job(placement=pause.placement, on=on)
    return pause


@transaction.atomic
def withdraw_break(*, pause: WorkBreak, by: User, on: date) -> Placement:
    placement = pause.placement
    contract_changes.withdraw_break(pause=pause, by=by)
    settle_job(placement=placement, on=on)
    return placement
