"""Is this a number of the Banque-Carrefour des Entreprises? Dots, spaces and BE are forgiven.

An enterprise begins with 0 or 1, each of its establishment units with 2 to 8; both have ten
figures, whose last two are 97 less the remainder of the first eight divided by 97.
"""

import re

from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.util import clean

UNIT = re.compile(r"[2-8]\d{9}", re.ASCII)
WRONG_CHECK = (
    "Ce numéro ne tient pas : ses deux derniers chiffres ne correspondent pas aux autres. "
    "Relisez-le, par exemple sur une facture."
)


class InvalidBceError(ValueError):
    """The French sentence says what to do."""


def compacted(typed: str) -> str:
    """Ten figures, « 0403019261 », from « BE 0403.019.261 » or the old nine figures."""
    try:
        number = vat.validate(typed)
    except InvalidChecksum as error:
        raise InvalidBceError(WRONG_CHECK) from error
    except ValidationError as error:
        raise InvalidBceError(
            "Un numéro BCE a dix chiffres et commence par 0 ou 1, par exemple 0403.019.261."
        ) from error
    if not number.isascii():
        raise InvalidBceError("Écrivez le numéro BCE avec des chiffres ordinaires.")
    return number


def unit_compacted(typed: str) -> str:
    """Ten figures, « 2000000042 », from « 2.000.000.042 »."""
    number = clean(typed, " -./").strip()
    if not UNIT.fullmatch(number):
        raise InvalidBceError(
            "Un numéro d'unité d'établissement a dix chiffres et commence par un chiffre de 2 à 8, "
            "par exemple 2.000.000.042."
        )
    if vat.checksum(number) != 0:
        raise InvalidBceError(WRONG_CHECK)
    return number
