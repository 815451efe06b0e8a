"""What a worker does for the training room: telling who takes part that a session changed."""

from datetime import datetime
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from mirec.core.workers import handed_over
from training.models import Session
from training.services.telling import tell_participants


@shared_task(ignore_result=True)
def tell_change(pk: int, former_start: str) -> int:
    """`former_start` in ISO form; how many messages left."""
    return tell_participants(
        pk=pk, former_start=datetime.fromisoformat(former_start), at=timezone.now()
    )


def tell_change_later(session: Session, former_start: datetime) -> None:
    """Once the change is kept, a worker writes to those concerned."""
    start, what = former_start.isoformat(), f"the change of session {session.pk}"
    transaction.on_commit(partial(handed_over, tell_change, session.pk, start, what=what))
