"""The network of partners."""

import factory

from partners.enums import PartnerKind
from partners.models import Partner


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    class Params:
        operator = factory.Trait(is_operator=True, kind=PartnerKind.SOCIAL_PROMOTION)
        forem = factory.Trait(kind=PartnerKind.FOREM)
        cpas = factory.Trait(kind=PartnerKind.CPAS)

    name = factory.Sequence(lambda n: f"Partenaire {n}")
    kind = PartnerKind.ASSOCIATION
    street = "Rue de Montigny 12"
    postal_code = "6000"
    city = "Charleroi"
    phone = "+3271123456"
    email = factory.Sequence(lambda n: f"contact{n}@partenaire.example")
    contact_name = "Michel Lambert"
