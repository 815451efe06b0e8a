"""Is this a number of the Banque-Carrefour des Entreprises? Dots, spaces and BE are forgiven."""

from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum, ValidationError


class InvalidBceError(ValueError):
    """The French sentence says what to do."""


def compacted(typed: str) -> str:
    """Ten figures, « 0403019261 », from « BE 0403.019.261 » or the old nine figures."""
    try:
        number = vat.validate(typed)
    except InvalidChecksum as error:
        raise InvalidBceError(
            "Ce numéro ne tient pas : ses deux derniers chiffres ne correspondent pas aux autres. "
            "Relisez-le, par exemple sur une facture."
        ) from error
    except ValidationError as error:
        raise InvalidBceError(
            "Un numéro BCE a dix chiffres et commence par 0 ou 1, par exemple 0403.019.261."
        ) from error
    if not number.isascii():
        raise InvalidBceError("Écrivez le numéro BCE avec des chiffres ordinaires.")
    return number
