"""Two absences in a row in a training put a call on the coach's day the same day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.day.lines import Moment
from coaching.day.queue import line_of, queue_of
from coaching.enums import Matter
from mirec.core.periods import today
from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrolmentFactory,
    FollowUpFactory,
    SessionFactory,
    SnoozeFactory,
)
from training.enums import AttendanceState as State
from training.models import Attendance
from training.queries.absences import twice_absent
from training.rules.presence import misses_twice

pytestmark = pytest.mark.django_db
CODES = {
    "P": State.PRESENT,
    "L": State.LATE,
    "E": State.EXCUSED,
    "A": State.ABSENT,
}
CASES = {
    "AA": True,
    "PAA": True,
    "AAA": True,
    "A": False,
    "AP": False,
    "APA": False,
    "AAP": False,
    "AEA": False,
    "EE": False,
    "LA": False,
    "A.A": True,  # a session not noted between
    "AxA": True,  # a cancelled one
    "AAx": True,
    "AA.": True,
    "": False,
}


def attended(beneficiary, story: str):
    """Sessions day after day, the last one an hour ago (two, when that hour began yesterday)."""
    hours = 1 if timezone.localtime().hour else 2
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(cohort=cohort, beneficiary=beneficiary)
    for index, code in enumerate(story):
        starts = timezone.now() - timedelta(days=len(story) - 1 - index, hours=hours)
        session = SessionFactory(
            cohort=cohort,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=50),
            cancelled=code == "x",
        )
        if code in CODES:
            minutes = 50 if CODES[code].has_hours else 0
            AttendanceFactory(
                session=session, enrolment=enrolment, state=CODES[code], minutes=minutes
            )
    return enrolment


@pytest.mark.parametrize(("story", "calls"), CASES.items())
def test_the_rule_and_the_query_say_the_same(beneficiary, story, calls):
    assert misses_twice([CODES[code] for code in story if code in CODES]) is calls
    attended(beneficiary, story)
    assert twice_absent(Attendance.objects.all()).exists() is calls


def test_a_call_stands_in_the_day_until_a_follow_up_or_put_aside(coach, beneficiary, colleague):
    attended(beneficiary, "PAA")
    moment = Moment(today(), timezone.now())

    def calls(user):
        groups = queue_of(user, moment).groups
        return [row for group in groups for row in group.lines if row.matter == Matter.ABSENCES]

    (line,) = calls(coach)
    assert line.beneficiary == beneficiary
    assert "Deux absences de suite" in line.why
    assert not calls(colleague)
    snooze = SnoozeFactory(
        matter=Matter.ABSENCES, target=line.target, beneficiary=beneficiary, created_by=coach
    )
    assert not calls(coach)
    snooze.delete()
    FollowUpFactory(beneficiary=beneficiary, happened_on=today())
    assert line_of(coach, Matter.ABSENCES, line.target, moment) is None


def test_who_left_is_not_called_about(coach, beneficiary):
    enrolment = attended(beneficiary, "AA")
    enrolment.status, enrolment.ended_on = "dropped", today()
    enrolment.save()
    assert not twice_absent(Attendance.objects.all()).exists()
