"""Nobody and nothing is in two places at once: what the database refuses, and by which name."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from training.enums import EnrolmentStatus, SessionKind

ROOM, TRAINER = "session_room_free", "session_trainer_free"
PARTICIPANT = "session_participant_free"
"""The constraint that an IntegrityError names, by what is taken."""

_HOURS = Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField())


def room_free() -> ExclusionConstraint:
    """One session at a time in a room of a place, however its name is capitalised."""
    return ExclusionConstraint(
        name=ROOM,
        expressions=[
            (Lower(F("place")), RangeOperators.EQUAL),
            (Lower(F("room")), RangeOperators.EQUAL),
            (_HOURS, RangeOperators.OVERLAPS),
        ],
        condition=Q(cancelled_at__isnull=True) & ~Q(room=""),
    )


def trainer_free() -> ExclusionConstraint:
    """One session at a time for a trainer; a company's tutor may take several groups along."""
    return ExclusionConstraint(
        name=TRAINER,
        expressions=[
            (Lower(F("trainer")), RangeOperators.EQUAL),
            (_HOURS, RangeOperators.OVERLAPS),
        ],
        condition=Q(cancelled_at__isnull=True) & ~Q(trainer="") & ~Q(kind=SessionKind.PRACTICE),
    )


# Who writes sessions or enrolments waits for the others who do, until the transaction ends:
# otherwise neither of two at once would see the other's row.
CALENDAR_LOCK = "training.participants"
_LOCK = f"PERFORM pg_advisory_xact_lock(hashtext('{CALENDAR_LOCK}'));"
_TAKES_PART = """
    {enrolment}.status = '{enrolled}'
    OR ({enrolment}.status IN ('{completed}', '{dropped}')
        AND {enrolment}.ended_on >= ({session}.starts_at AT TIME ZONE 'Europe/Brussels')::date)
"""
_REFUSE = f"""
    IF FOUND THEN
        RAISE EXCEPTION 'a participant is elsewhere at that time'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{PARTICIPANT}';
    END IF;
    RETURN NEW;
"""


def _takes_part(enrolment: str, session: str) -> str:
    return _TAKES_PART.format(
        enrolment=enrolment,
        session=session,
        enrolled=EnrolmentStatus.ENROLLED.value,
        completed=EnrolmentStatus.COMPLETED.value,
        dropped=EnrolmentStatus.DROPPED.value,
    )


participants_free = pgtrigger.Trigger(
    name="participants_free",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_at", "ends_at", "cancelled_at"),
    condition=pgtrigger.Q(new__cancelled_at__isnull=True),
    func=f"""
        {_LOCK}
        PERFORM 1 FROM training_enrolment here
        JOIN training_enrolment there
            ON there.beneficiary_id = here.beneficiary_id AND there.cohort_id <> here.cohort_id
        JOIN training_session other
            ON other.cohort_id = there.cohort_id AND other.cancelled_at IS NULL
            AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
        WHERE here.cohort_id = NEW.cohort_id
            AND ({_takes_part("here", "NEW")}) AND ({_takes_part("there", "other")})
        LIMIT 1;
        {_REFUSE}
    """,
)

participant_free = pgtrigger.Trigger(
    name="participant_free",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "ended_on"),
    func=f"""
        {_LOCK}
        PERFORM 1 FROM training_session own
        JOIN training_enrolment there
            ON there.beneficiary_id = NEW.beneficiary_id AND there.cohort_id <> NEW.cohort_id
        JOIN training_session other
            ON other.cohort_id = there.cohort_id AND other.cancelled_at IS NULL
            AND other.starts_at < own.ends_at AND other.ends_at > own.starts_at
        WHERE own.cohort_id = NEW.cohort_id AND own.cancelled_at IS NULL
            AND ({_takes_part("NEW", "own")}) AND ({_takes_part("there", "other")})
        LIMIT 1;
        {_REFUSE}
    """,
)
"""A merge of two files moves enrolments to the other person without it: both were followed."""
