"""The person's own space: an account that belongs to one file."""

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.people import update_beneficiary
from mirec.accounts.enums import Role
from mirec.accounts.models import NO_ADDRESS, User
from mirec.accounts.services import change_account, open_account

NO_EMAIL = "Il faut d'abord noter l'adresse e-mail de la personne."
TAKEN = (
    "Un autre compte utilise déjà cette adresse e-mail : vérifiez-la avec la personne, ou notez-en "
    "une autre."
)


@transaction.atomic
def open_own_space(*, beneficiary: Beneficiary, by: User) -> User:
    """The person's account under the own mail address, opened when there is none yet.

    Raises ValidationError when nobody can be written to.
    """
    if beneficiary.user and beneficiary.user.has_address:
        return beneficiary.user
    if not beneficiary.email:
        raise ValidationError(NO_EMAIL)
    if User.objects.filter(email__iexact=beneficiary.email).exists():
        raise ValidationError(TAKEN)
    email = beneficiary.email.lower()
    if beneficiary.user:
        return change_account(user=beneficiary.user, by=by, email=email)
    return _open(beneficiary, email, by)


@transaction.atomic
def open_space_by_code(*, beneficiary: Beneficiary, by: User) -> User:
    """The person's account, with or without a mail address: a code on paper opens it."""
    if beneficiary.user:
        return beneficiary.user
    email = beneficiary.email.lower()
    if not email or User.objects.filter(email__iexact=email).exists():
        email = f"{beneficiary.file_number}@{NO_ADDRESS}".lower()
    return _open(beneficiary, email, by)


def _open(beneficiary: Beneficiary, email: str, by: User) -> User:
    account = open_account(
        email=email,
        by=by,
        first_name=beneficiary.first_name,
        last_name=beneficiary.last_name,
        roles=[Role.BENEFICIARY.value],
    )
    update_beneficiary(beneficiary=beneficiary, by=by, user=account)
    return account
