"""Every write of the training room; each refuses with a `ValidationError` keyed by form field."""

from training.services.answering import answer_session
from training.services.attending import Line, attach_proof, record_attendance
from training.services.catalogue import SkillLine, save_cohort, save_programme
from training.services.closing import close_session, correct_hours
from training.services.door import arrive, check_door, door_token, session_at_door
from training.services.enrolling import enrol, move_enrolment
from training.services.feeds import open_feed, revoke_feed
from training.services.learning import note_learning, say_own_levels
from training.services.paying import discard_run, prepare_run, validate_run
from training.services.scheduling import (
    cancel_session,
    change_session,
    copy_calendar,
    schedule_session,
    schedule_weekly,
)

__all__ = [
    "Line",
    "SkillLine",
    "answer_session",
    "arrive",
    "attach_proof",
    "cancel_session",
    "change_session",
    "check_door",
    "close_session",
    "copy_calendar",
    "correct_hours",
    "discard_run",
    "door_token",
    "enrol",
    "move_enrolment",
    "note_learning",
    "open_feed",
    "prepare_run",
    "record_attendance",
    "revoke_feed",
    "save_cohort",
    "save_programme",
    "say_own_levels",
    "schedule_session",
    "schedule_weekly",
    "session_at_door",
    "validate_run",
]
