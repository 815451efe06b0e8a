"""Accounts and teams: opened, changed and closed, never without an administrator left."""

from typing import Any

import pghistory
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mirec.accounts.enums import Role
from mirec.accounts.models import Team, User

ADMINISTRATION = 7111
"""The advisory lock under which administrators are changed."""
OWN_ROLE = "Vous ne pouvez pas vous retirer le rôle d'administration : demandez à un·e collègue."
OWN_ACCOUNT = "Vous ne pouvez pas fermer votre propre compte : demandez à un·e collègue."
LAST_ROLE = "C'est le seul compte d'administration actif : donnez d'abord ce rôle à un·e collègue."


@transaction.atomic
def open_account(*, email: str, by: User, **data: Any) -> User:
    """An account without a password: its owner chooses one by the link that is mailed."""
    with pghistory.context(user=by.pk):
        return User.objects.create_user(email, **data)


@transaction.atomic
def change_account(*, user: User, by: User, **data: Any) -> User:
    """Raises ValidationError beside `roles` or `is_active` when no administrator would be left."""
    before = User.objects.get(pk=user.pk)
    for name, value in data.items():
        setattr(user, name, value)
    if administers(before) and not administers(user):
        refuse_to_lose(before, user, by)
    if before.email != user.email:
        EmailAddress.objects.filter(user=user).delete()
    with pghistory.context(user=by.pk):
        user.save(update_fields=list(data))
    return user


def administers(user: User) -> bool:
    return user.is_active and user.has_role(Role.ADMINISTRATOR)


def refuse_to_lose(before: User, user: User, by: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADMINISTRATION])
    field = "is_active" if user.has_role(Role.ADMINISTRATOR) else "roles"
    if before.pk == by.pk:
        raise ValidationError({field: OWN_ACCOUNT if field == "is_active" else OWN_ROLE})
    others = User.objects.with_role(Role.ADMINISTRATOR).exclude(pk=before.pk)
    if not others.exists():
        raise ValidationError({field: LAST_ROLE})


@transaction.atomic
def create_team(*, name: str, by: User) -> Team:
    with pghistory.context(user=by.pk):
        return Team.objects.create(name=name)
