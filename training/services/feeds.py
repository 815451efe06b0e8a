"""The private calendar address of a person: one at most, and it can be taken back."""

from datetime import datetime

from django.db import transaction

from beneficiaries.models import Beneficiary
from training.models import CalendarFeed


@transaction.atomic
def open_feed(*, beneficiary: Beneficiary) -> CalendarFeed:
    """The person's live address, made when there is none."""
    Beneficiary.objects.select_for_update(of=("self",)).get(pk=beneficiary.pk)
    feed, _ = CalendarFeed.objects.get_or_create(beneficiary=beneficiary, revoked_at=None)
    return feed


def revoke_feed(*, beneficiary: Beneficiary, at: datetime) -> bool:
    """Make the live address answer 404 from now on; False when there was none."""
    live = CalendarFeed.objects.filter(beneficiary=beneficiary, revoked_at=None)
    return bool(live.update(revoked_at=at))
