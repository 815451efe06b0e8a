"""Employers and their contacts: recorded once, under one number."""

from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.db.models import QuerySet

from employers.models import Contact, Employer
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words
from mirec.core.search import folded

NEAR = 0.5
"""From this trigram similarity on, two names are near enough to ask."""


@transaction.atomic
def create_employer(*, by: User, **data: Any) -> Employer:
    with refusing_in_words(Employer):
        return Employer.objects.create(created_by=by, **data)


@transaction.atomic
def update_employer(*, employer: Employer, **data: Any) -> Employer:
    """Change the named fields only."""
    for name, value in data.items():
        setattr(employer, name, value)
    with refusing_in_words(Employer):
        employer.save()
    return employer


@transaction.atomic
def save_contact(*, contact: Contact, employer: Employer, by: User) -> Contact:
    contact.employer = employer
    if contact.created_by is None:
        contact.created_by = by
    contact.save()
    return contact


def near_names(name: str, *, except_pk: int | None = None, most: int = 5) -> QuerySet[Employer]:
    """Employers whose name is the same or nearly so, accents and capitals aside, nearest first."""
    key = folded(name)
    return (
        Employer.objects.filter(name_key__trigram_similar=key)
        .annotate(nearness=TrigramSimilarity("name_key", key))
        .filter(nearness__gte=NEAR)
        .exclude(pk=except_pk)
        .select_related("locality")
        .order_by("-nearness", "pk")[:most]
    )


def with_bce(bce: str, *, except_pk: int | None = None) -> Employer | None:
    """The other employer that already has this compact number."""
    return Employer.objects.filter(bce=bce).exclude(pk=except_pk).first()
