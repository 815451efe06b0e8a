"""What every room uses: a link of one use."""

from datetime import timedelta

import factory
from django.utils import timezone

from mirec.core.models import OneUseLink


class OneUseLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OneUseLink

    purpose = "vacancy"
    target = 1
    digest = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
