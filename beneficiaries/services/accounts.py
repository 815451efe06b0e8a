"""The person's own space: an account that belongs to one file."""

from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.models import Beneficiary
from beneficiaries.services.people import update_beneficiary
from mirec.accounts.enums import Role
from mirec.accounts.models import User
from mirec.accounts.services import open_account

NO_EMAIL = "Il faut d'abord noter l'adresse e-mail de la personne."
TAKEN = (
    "Un autre compte utilise déjà cette adresse e-mail : vérifiez-la avec la personne, ou notez-en "
    "une autre."
)


@transaction.atomic
def open_own_space(*, beneficiary: Beneficiary, by: User) -> User:
    """The person's account, opened when there is none yet; raises ValidationError."""
    if beneficiary.user:
        return beneficiary.user
    if not beneficiary.email:
        raise ValidationError(NO_EMAIL)
    if User.objects.filter(email__iexact=beneficiary.email).exists():
        raise ValidationError(TAKEN)
    account = open_account(
        email=beneficiary.email,
        by=by,
        first_name=beneficiary.first_name,
        last_name=beneficiary.last_name,
        roles=[Role.BENEFICIARY.value],
    )
    update_beneficiary(beneficiary=beneficiary, by=by, user=account)
    return account
