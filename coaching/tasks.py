import pghistory
from celery import shared_task

from coaching.services.hiring import follow_all_jobs
from coaching.services.journeys import refuse_late_candidates as refuse
from mirec.core.periods import today


@shared_task
def refuse_late_candidates() -> int:
    """Every night: the law refuses the candidacies without a decision in time."""
    with pghistory.context(source="refus d'office, chaque nuit"):
        return refuse(on=today())


@shared_task
def follow_jobs() -> int:
    """Every night: contracts that began or ended move the phase of the parcours."""
    with pghistory.context(source="contrats commencés ou finis, chaque nuit"):
        return follow_all_jobs(on=today())
