import pghistory
from celery import shared_task

from coaching.services.journeys import refuse_late_candidates as refuse
from mirec.core.periods import today


@shared_task
def refuse_late_candidates() -> int:
    """Every night: the law refuses the candidacies without a decision in time."""
    with pghistory.context(source="refus d'office, chaque nuit"):
        return refuse(on=today())
