"""What does a vacancy, or an employer noted in haste, still lack?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One matter in words, the field to complete it in, and the fields of which one will do."""

    words: str
    field: str
    fields: tuple[str, ...]


OF_VACANCY = (
    Asked("la personne de contact", "contact", ("contact_id",)),
    Asked("le contrat", "contract_type", ("contract_type",)),
    Asked("les heures", "hours_per_week", ("hours_per_week",)),
    Asked("les moments de travail", "slots_0", ("slots",)),
    Asked("le salaire", "pay_from_eur", ("pay_from_eur", "pay_to_eur")),
    Asked("le lieu", "locality", ("locality_id", "site_id", "workplace")),
    Asked("l'accès sans voiture", "access_without_car", ("access_without_car",)),
    Asked("le début", "starts_on", ("starts_on",)),
    Asked("le mode d'insertion", "process", ("process",)),
)


OF_EMPLOYER = (
    Asked("le numéro BCE", "bce", ("bce",)),
    Asked("le secteur", "sector", ("sector", "nace")),
    Asked("l'adresse", "locality", ("locality_id",)),
    Asked("un téléphone ou un e-mail", "phone", ("phone", "email")),
    Asked("qui le suit", "prospector", ("prospector_id",)),
)


def missing(values: Mapping[str, Any], among: Iterable[Asked] = OF_VACANCY) -> list[Asked]:
    """In the order of the form; a matter is there when one of its fields is."""
    return [asked for asked in among if not any(values.get(name) for name in asked.fields)]
