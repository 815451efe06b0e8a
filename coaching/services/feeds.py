"""The private calendar address of a colleague: one at most, and it can be taken back."""

from datetime import datetime

from django.db import transaction

from coaching.models import AgendaFeed
from mirec.accounts.models import User


@transaction.atomic
def open_feed(*, user: User) -> AgendaFeed:
    """The live address, made when there is none."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    feed, _ = AgendaFeed.objects.get_or_create(user=user, revoked_at=None)
    return feed


def revoke_feed(*, user: User, at: datetime) -> bool:
    """Make the live address answer 404 from now on; False when there was none."""
    return bool(AgendaFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=at))
