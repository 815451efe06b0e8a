import pghistory
from celery import shared_task
from django.utils import timezone

from coaching.services.hiring import follow_all_jobs
from coaching.services.journeys import refuse_late_candidates as refuse
from coaching.services.reminders import remind_of_tomorrow
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


@shared_task
def remind_of_appointments() -> int:
    """Every hour of the day: who has an appointment tomorrow is reminded of it, once."""
    with pghistory.context(source="rappels de rendez-vous"):
        return remind_of_tomorrow(on=today(), at=timezone.now())
