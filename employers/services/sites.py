"""The places where an employer works, each under one number of establishment unit."""

from typing import Any

from django.db import transaction

from employers.models import Employer, Site
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

BESIDE = {"site_name_unique": "name"}


@transaction.atomic
def save_site(*, site: Site, employer: Employer, by: User, **data: Any) -> Site:
    """A new site of the employer, or the named fields of one that exists."""
    site.employer = employer
    if site.pk is None:
        site.created_by = by
    for name, value in data.items():
        setattr(site, name, value)
    with refusing_in_words(Site, BESIDE):
        site.save()
    return site


def unit_holder(number: str, *, except_pk: int | None = None) -> Site | None:
    """The other site that already has this compact number, with its employer."""
    rows = Site.objects.select_related("employer").exclude(pk=except_pk)
    return rows.filter(unit_number=number).first()
