"""Partners of the network: recorded and changed."""

from typing import Any

from django.db import transaction

from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words
from partners.models import Partner


@transaction.atomic
def create_partner(*, by: User, **data: Any) -> Partner:
    with refusing_in_words(Partner):
        return Partner.objects.create(created_by=by, **data)


@transaction.atomic
def update_partner(*, partner: Partner, **data: Any) -> Partner:
    """Change the named fields only."""
    for name, value in data.items():
        setattr(partner, name, value)
    with refusing_in_words(Partner):
        partner.save()
    return partner
