"""What happens to a contract once it runs: corrected, extended, suspended."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from employers.models import ContractExtension, Placement, WorkBreak
from employers.services.placements import set_terms
from mirec.accounts.models import User
from mirec.core.refusals import BACKWARDS

EXTENDED = "Ce contrat est prolongé : retirez d'abord la prolongation, puis corrigez le terme."


@transaction.atomic
def correct_placement(*, placement: Placement, terms: Mapping[str, Any], by: User) -> Placement:
    """Put right what was noted: first day, terms, end. Raises ValidationError by field."""
    placement = _locked(placement)
    moves_term = terms.get("planned_end_on", placement.planned_end_on) != placement.planned_end_on
    if moves_term and placement.extensions.exists():
        raise ValidationError({"planned_end_on": EXTENDED})
    set_terms(placement, terms)
    return _saved(placement, by)


@transaction.atomic
def extend_placement(
    *, placement: Placement, new_end_on: date, agreed_on: date, by: User
) -> ContractExtension:
    """Move the term to a later day, and keep the former one. Raises ValidationError by field."""
    placement = _locked(placement)
    if placement.planned_end_on is None:
        raise ValidationError("Ce contrat n'a pas de terme : il n'y a rien à prolonger.")
    if placement.ended_on:
        raise ValidationError("Ce contrat est terminé : notez plutôt un nouveau contrat.")
    if new_end_on <= placement.planned_end_on:
        raise ValidationError({"new_end_on": "Le nouveau terme suit l'ancien."})
    extension = ContractExtension(
        placement=placement,
        former_end_on=placement.planned_end_on,
        new_end_on=new_end_on,
        agreed_on=agreed_on,
        created_by=by,
    )
    extension.full_clean(exclude=["created_by"])
    placement.planned_end_on = new_end_on
    _saved(placement, by)
    with pghistory.context(user=by.pk):
        extension.save(force_insert=True)
    return extension


@transaction.atomic
def withdraw_extension(*, extension: ContractExtension, by: User) -> Placement:
    """Noted by mistake: the term is the former one again. Only the last one may be withdrawn."""
    placement = _locked(extension.placement)
    last = placement.extensions.order_by("new_end_on").last()
    if last is None or last.pk != extension.pk:
        raise ValidationError("Seule la dernière prolongation se retire.")
    placement.planned_end_on = last.former_end_on
    _saved(placement, by)
    with pghistory.context(user=by.pk):
        last.delete()
    return placement


@transaction.atomic
def note_break(*, pause: WorkBreak, by: User) -> WorkBreak:
    """Suspend the contract, or put right when. Raises ValidationError outside its days."""
    if pause.ends_on and pause.ends_on < pause.starts_on:
        raise ValidationError({"ends_on": BACKWARDS})
    placement = _locked(pause.placement)
    last = placement.last_day
    if pause.starts_on < placement.starts_on:
        raise ValidationError({"starts_on": "L'interruption commence pendant le contrat."})
    if last and (pause.starts_on > last or (pause.ends_on or last) > last):
        name = "starts_on" if pause.starts_on > last else "ends_on"
        raise ValidationError({name: "Le contrat est terminé avant ce jour."})
    pause.placement = placement
    pause.created_by = pause.created_by or by
    pause.full_clean(exclude=["created_by"])
    with pghistory.context(user=by.pk):
        pause.save()
    return pause


@transaction.atomic
def withdraw_break(*, pause: WorkBreak, by: User) -> None:
    with pghistory.context(user=by.pk):
        pause.delete()


def _locked(placement: Placement) -> Placement:
    return Placement.objects.select_for_update().get(pk=placement.pk)


def _saved(placement: Placement, by: User) -> Placement:
    placement.full_clean(exclude=["created_by"])
    with pghistory.context(user=by.pk):
        placement.save()
    placement.refresh_from_db()
    return placement
