"""The payment file: a SEPA credit transfer (ISO 20022, pain.001), checked against its schema."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError as UnsoundFileError

SCHEMA = "pain.001.001.09"
NO_ACCOUNT = (
    "Le compte de la Mire n'est pas configuré (SEPA_DEBTOR_IBAN) : le fichier de paiement ne peut "
    "pas être produit."
)

UNSOUND = (
    "La banque refuserait ce fichier : un nom de titulaire ou un compte ne s'écrit pas comme elle "
    "le demande. Corrigez-le, puis recalculez."
)


@dataclass(frozen=True)
class Transfer:
    """One payment; `reference` comes back on the bank's statement, 35 letters at most."""

    reference: str
    holder: str
    iban: str
    eur: Decimal
    words: str


def transfer_file(transfers: Iterable[Transfer], execution_on: date) -> str:
    """The file as the bank receives it.

    Raises ValidationError without the house's account, or when the schema refuses what it says.
    """
    if not settings.SEPA_DEBTOR_IBAN:
        raise ValidationError(NO_ACCOUNT)
    house = {
        "name": settings.SEPA_DEBTOR_NAME,
        "IBAN": settings.SEPA_DEBTOR_IBAN,
        "currency": "EUR",
        "batch": True,
    }
    if settings.SEPA_DEBTOR_BIC:
        house["BIC"] = settings.SEPA_DEBTOR_BIC
    file = SepaTransfer(house, schema=SCHEMA, clean=True)
    for one in transfers:
        file.add_payment(
            {
                "name": one.holder,
                "IBAN": one.iban,
                "amount": int(one.eur * 100),
                "execution_date": execution_on,
                "description": one.words,
                "endtoend_id": one.reference,
            }
        )
    try:
        return file.export(validate=True).decode()
    except UnsoundFileError as refused:
        raise ValidationError(UNSOUND) from refused
