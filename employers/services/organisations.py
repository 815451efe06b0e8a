"""Employers and their contacts: recorded once, under one number."""

from typing import Any

from django.db import transaction

from employers.models import Contact, Employer
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words


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


def with_bce(bce: str, *, except_pk: int | None = None) -> Employer | None:
    """The other employer that already has this compact number; once merged, the one kept."""
    holder = Employer.objects.filter(bce=bce).exclude(pk=except_pk).first()
    return holder and Employer.objects.get(pk=Employer.objects.kept_for(holder.pk))
