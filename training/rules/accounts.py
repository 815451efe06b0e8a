"""Which account can a SEPA credit transfer reach, and whose name can its file carry?"""

from stdnum import iban as iban_rules
from stdnum.exceptions import ValidationError as BadNumberError

SEPA_COUNTRIES = frozenset([
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR",
    "GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD",
    "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
])  # fmt: skip
"""Country codes of the IBANs of the SEPA area (list of ABN AMRO, « SEPA Countries », read in 2026;
Serbia since 4 May 2026: altabanka.com/sepa); French and British overseas accounts begin with FR
and GB."""
BAD_IBAN = "Ce numéro de compte n'est pas un IBAN valable : vérifiez chaque chiffre."
OUTSIDE_SEPA = (
    "Ce compte est hors de la zone SEPA : la banque refuserait le virement. Demandez un compte "
    "d'un pays de la zone."
)
NO_NAME = "Notez le nom du titulaire en lettres : la banque en a besoin."


def compact_iban(typed: str) -> str:
    """Without spaces, in capitals; "" when its check digits or its length are wrong."""
    try:
        return iban_rules.validate(typed, check_country=False)
    except BadNumberError:
        return ""


def account_faults(iban: str, holder: str) -> dict[str, str]:
    """Why nobody could be paid there; `iban` as `compact_iban` gives it."""
    faults = {}
    if not iban or compact_iban(iban) != iban:
        faults["iban"] = BAD_IBAN
    elif iban[:2] not in SEPA_COUNTRIES:
        faults["iban"] = OUTSIDE_SEPA
    if not any(letter.isalpha() for letter in holder):
        faults["holder"] = NO_NAME
    return faults
