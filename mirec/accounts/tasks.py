from celery import shared_task
from django.utils import timezone

from mirec.accounts.drafts import expire_drafts as expire


@shared_task
def expire_drafts() -> int:
    """Every night: what nobody took up for thirty days goes."""
    return expire(at=timezone.now())
