"""When does an employer, a proposal or a vacancy come back to who follows it? House marks, in days.

A vacancy asks to be confirmed after `settings.VACANCY_CONFIRM_DAYS`.
"""

from datetime import date, timedelta

UNSEEN_DAYS = 90
"""An employer who offers a job or employs somebody of ours is not left longer without a word."""
UNANSWERED_DAYS = 3
"""An employer has that long to look at a proposal."""
RECALL_DAYS = 7
"""After a word with the employer, a proposal or an unanswered question waits that long."""
ASK_AGAIN_DAYS = 14
"""One question about a vacancy is not sent twice within that time."""
ANSWER_DAYS = 21
"""How long the address of the question holds."""


def confirm_due(confirmed_on: date, days: int) -> date:
    """The day on which a vacancy confirmed on that day asks again."""
    return confirmed_on + timedelta(days=days)
