"""The nightly jobs of this room."""

from celery import shared_task
from django.utils import timezone

from beneficiaries.services.imports.keeping import expire_imports as expire


@shared_task
def expire_imports() -> int:
    """Every night: sheets of more than thirty days go, with what they say of anybody."""
    return expire(at=timezone.now())
