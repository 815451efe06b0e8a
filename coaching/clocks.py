"""The legal time of a parcours as the clock component draws it."""

from datetime import date

from coaching.models import Journey
from mirec.core.clock import Clock


def clock_of(journey: Journey, on: date) -> Clock | None:
    """None when the regime sets no limit that a bar could show (before 2024)."""
    if journey.intake_due_on is None or (journey.agreed_on and journey.due_on is None):
        return None
    return Clock(
        intake_from=journey.opened_on,
        intake_due=journey.intake_due_on,
        on=min(on, journey.closed_on or on),
        agreed_on=journey.agreed_on,
        due_on=journey.due_on,
    )
