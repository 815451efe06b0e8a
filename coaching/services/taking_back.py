"""Undoing a follow-up that one gesture wrote: the same day, by its author, while untouched."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from coaching.models import FollowUp
from coaching.services.followups import refresh_last_contact
from mirec.accounts.models import User
from mirec.core.wording import as_day

NOT_YOURS = "Seule la personne qui a noté ce suivi peut l'annuler, le jour même."
GROWN = "Ce suivi a été complété depuis : corrigez-le plutôt que de l'annuler."


@transaction.atomic
def take_back(*, follow_up: FollowUp, by: User, on: date) -> None:
    """Remove it; the history keeps that it was written and taken back."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.created_by_id != by.pk or as_day(follow_up.created_at) != on:
        raise ValidationError(NOT_YOURS)
    if follow_up.attachments.exists() or follow_up.events.filter(pgh_label="update").exists():
        raise ValidationError(GROWN)
    beneficiary = follow_up.beneficiary
    follow_up.delete()
    refresh_last_contact(beneficiary)
