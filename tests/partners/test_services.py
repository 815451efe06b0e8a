"""Two colleagues who encode the same partner at once."""

import pytest
from django.core.exceptions import ValidationError

from partners.models import Partner
from partners.services import create_partner, update_partner
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


def test_the_second_colleague_hears_it_in_words(coordinator):
    PartnerFactory(name="École du soir", postal_code="6040")
    with pytest.raises(ValidationError, match="existe déjà à ce code postal"):
        create_partner(by=coordinator, name="ECOLE du soir", postal_code="6040", kind="other")
    other = PartnerFactory(name="Autre", postal_code="6040")
    with pytest.raises(ValidationError, match="existe déjà à ce code postal"):
        update_partner(partner=other, name="École du soir")
    assert Partner.objects.count() == 2
