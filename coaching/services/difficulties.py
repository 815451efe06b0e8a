"""What makes a job hard: noted on the contract, mended, solved."""

import pghistory
from django.db import transaction

from coaching.models import Difficulty
from employers.models import Placement
from mirec.accounts.models import User
from mirec.core.refusals import refusing_in_words

WORDS = ("note", "mediation")


@transaction.atomic
def note_difficulty(*, placement: Placement, by: User, **values) -> Difficulty:
    with pghistory.context(user=by.pk), refusing_in_words(Difficulty):
        return Difficulty.objects.create(placement=placement, created_by=by, **values)


@transaction.atomic
def rewrite_difficulty(*, difficulty: Difficulty, by: User, **values) -> Difficulty:
    """Correct it; of a sealed one, words left empty stay, and its kind never changes."""
    difficulty = Difficulty.objects.select_for_update().get(pk=difficulty.pk)
    if difficulty.is_sealed:
        values = {
            name: value
            for name, value in values.items()
            if name != "kind" and (value or name not in WORDS)
        }
    for name, value in values.items():
        setattr(difficulty, name, value)
    with pghistory.context(user=by.pk), refusing_in_words(Difficulty):
        difficulty.save(update_fields=list(values))
    return difficulty
