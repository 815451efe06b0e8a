"""Every write of the training room; each refuses with a `ValidationError` keyed by form field."""

from training.services.attending import Line, record_attendance
from training.services.catalogue import save_cohort, save_programme
from training.services.enrolling import enrol, move_enrolment
from training.services.feeds import open_feed, revoke_feed
from training.services.scheduling import (
    cancel_session,
    change_session,
    schedule_session,
    schedule_weekly,
)

__all__ = [
    "Line",
    "cancel_session",
    "change_session",
    "enrol",
    "move_enrolment",
    "open_feed",
    "record_attendance",
    "revoke_feed",
    "save_cohort",
    "save_programme",
    "schedule_session",
    "schedule_weekly",
]
