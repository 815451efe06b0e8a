"""What a person wishes of a job, written down with the person."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from employers.models import WorkWish
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

MEANWHILE = "Quelqu'un a noté ces souhaits entre-temps : rechargez la page pour les compléter."


@transaction.atomic
def save_wish(*, wish: WorkWish, by: User) -> WorkWish:
    """Add or change. Raises ValidationError, also when somebody noted the first ones meanwhile."""
    if wish.pk is None:
        Beneficiary.objects.select_for_update().only("pk").get(pk=wish.beneficiary_id)
        if WorkWish.objects.filter(beneficiary=wish.beneficiary_id).exists():
            raise ValidationError(MEANWHILE)
        wish.created_by = by
    with pghistory.context(user=by.pk), refusing_in_words(WorkWish):
        wish.save()
    return wish
