"""What stands between the person and a job: noted, worked on, lifted; sealed words kept apart."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from beneficiaries.enums import ObstacleKind, ObstacleStatus
from beneficiaries.models import Obstacle
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

UNSEALED = "La précision de ce frein est scellée : il ne peut pas devenir un frein ordinaire."
FUTURE = "Un frein se note une fois constaté : choisissez un jour passé."


@transaction.atomic
def save_obstacle(*, obstacle: Obstacle, by: User, on: date) -> Obstacle:
    """Add or change; lifted from the day it is said so. Raises ValidationError."""
    if obstacle.noted_on > on:
        raise ValidationError({"noted_on": FUTURE})
    if obstacle.pk and not obstacle.is_sealed and _was_sealed(obstacle):
        raise ValidationError({"kind": UNSEALED})
    if obstacle.status == ObstacleStatus.SOLVED:
        obstacle.solved_on = obstacle.solved_on or on
    else:
        obstacle.solved_on = None
    if obstacle.created_by is None:
        obstacle.created_by = by
    with pghistory.context(user=by.pk), refusing_in_words(Obstacle):
        obstacle.save()
    return obstacle


@transaction.atomic
def change_note(*, obstacle: Obstacle, note: str, by: User) -> Obstacle:
    """The sealed words, by who has opened them."""
    obstacle.note = note
    with pghistory.context(user=by.pk):
        obstacle.save(update_fields=["note"])
    return obstacle


def _was_sealed(obstacle: Obstacle) -> bool:
    kind = Obstacle.objects.values_list("kind", flat=True).get(pk=obstacle.pk)
    return ObstacleKind(kind).is_sealed
