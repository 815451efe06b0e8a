"""How long is a tutor waited for, and what in the answers asks for a call?

The delays are the house's own practice; no text fixes them.
"""

from collections.abc import Iterable
from datetime import timedelta

from coaching.enums import TutorScore

QUESTIONS = {
    "punctuality": "Est-elle ou il à l'heure, et là quand on l'attend ?",
    "work": "Le travail confié est-il bien fait ?",
    "team": "Comment se passe le contact avec l'équipe ?",
    "autonomy": "Travaille-t-elle ou il de façon autonome ?",
    "would_hire": "Est-elle ou il prêt·e pour un emploi chez vous ?",
}
ANSWER_DAYS = 21
"""How long the questions may be answered by their link."""
CHASE_AFTER = timedelta(days=3)
"""The questions are sent a second time, once, after so many days without an answer."""
CHASE_WITHIN = timedelta(days=ANSWER_DAYS)
ASK_WITHIN = timedelta(days=14)
"""A stay that ended longer ago is not asked about by itself any more."""
LONGEST_DAYS = 731
"""Training by alternance lasts two years at most (SPW), and so does a stay."""
CALL_DAYS = 42
"""How long an alarming answer without a word since is shown; silence has its own mark then."""


def asks_for_call(scores: Iterable[int]) -> bool:
    """One « pas encore » is enough."""
    return any(TutorScore(score).is_alarming for score in scores)
