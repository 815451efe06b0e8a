"""Weeks, holidays, moves, moments of sessions and minutes of presence: tables of cases."""

from datetime import UTC, date, datetime, time

import pytest

from training.enums import AttendanceState, EnrolmentStatus
from training.rules import moves, presence, sessions
from training.rules.holidays import holiday_name, weekly_days
from training.rules.weeks import Week, instant, month_bounds, week_from

ENROLLED, WAITING = EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING
COMPLETED, DROPPED = EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED
PRESENT, LATE, LEFT = AttendanceState.PRESENT, AttendanceState.LATE, AttendanceState.LEFT_EARLY
ABSENT, EXCUSED = AttendanceState.ABSENT, AttendanceState.EXCUSED


@pytest.mark.parametrize(
    ("key", "monday"),
    [
        pytest.param("2026-W48", date(2026, 11, 23), id="an ordinary week"),
        pytest.param("2026-W01", date(2025, 12, 29), id="the first week begins in the old year"),
        pytest.param("2026-W53", date(2026, 12, 28), id="a year of 53 weeks"),
        pytest.param("2025-W53", None, id="a year of 52 weeks has no week 53"),
        pytest.param("2026-W00", None, id="no week zero"),
        pytest.param("2026-W99", None, id="no week 99"),
        pytest.param("2026-48", None, id="not the form of a week"),
        pytest.param("9999-W52", None, id="far beyond the calendar"),
        pytest.param("0000-W01", None, id="no year zero"),
        pytest.param("٢٠٢٦-W48", None, id="digits of another script"),
        pytest.param("<script>", None, id="not a week at all"),
    ],
)
def test_a_week_is_read_from_its_key(key, monday):
    week = week_from(key)
    assert (week and week.monday) == monday


def test_a_week_tells_its_days_its_neighbours_and_its_name():
    week = Week.of(date(2026, 11, 22))
    assert (week.monday, week.sunday) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (week.key, week.next.key, week.previous.key) == ("2026-W47", "2026-W48", "2026-W46")
    assert week.words == "du 16 au 22\u00a0novembre\u00a02026"
    assert Week.of(date(2025, 12, 31)).words == (
        "du 29\u00a0décembre\u00a02025 au 4\u00a0janvier\u00a02026"
    )


def test_a_week_begins_at_midnight_in_brussels_also_when_the_clocks_change():
    week = Week.of(date(2026, 10, 25))
    assert week.starts_at.astimezone(UTC) == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert week.ends_at.astimezone(UTC) == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_a_month_ends_where_the_next_begins():
    assert month_bounds(date(2026, 12, 31)) == (
        instant(date(2026, 12, 1)),
        instant(date(2027, 1, 1)),
    )


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 6), "Lundi de Pâques"),
        (date(2026, 5, 14), "Ascension"),
        (date(2026, 5, 25), "Lundi de Pentecôte"),
        (date(2024, 4, 1), "Lundi de Pâques"),
        (date(2026, 7, 21), "Fête nationale"),
        (date(2026, 11, 11), "Armistice"),
        (date(2026, 11, 15), ""),
        (date(2026, 9, 27), ""),
    ],
)
def test_the_ten_legal_holidays_are_known(day, name):
    assert holiday_name(day) == name


def test_a_weekly_repetition_leaves_holidays_out_and_includes_its_last_day():
    mondays = weekly_days(date(2026, 3, 30), date(2026, 4, 13))
    assert mondays == [date(2026, 3, 30), date(2026, 4, 13)]


@pytest.mark.parametrize(
    ("taken", "waiting", "status"),
    [
        pytest.param(11, 0, ENROLLED, id="the last free place"),
        pytest.param(12, 0, WAITING, id="a full cohort"),
        pytest.param(11, 1, WAITING, id="a free place that someone already waits for"),
    ],
)
def test_a_new_person_takes_a_place_or_waits(taken, waiting, status):
    assert moves.Places(taken, waiting, 12).status_on_entry == status


DAY, BEFORE, AFTER = date(2026, 3, 10), date(2026, 3, 1), date(2026, 3, 11)


@pytest.mark.parametrize(
    ("current", "wanted", "moved_on", "reason", "faulty"),
    [
        pytest.param(WAITING, ENROLLED, DAY, "", set(), id="from the list to a place"),
        pytest.param(ENROLLED, COMPLETED, DAY, "", set(), id="completes"),
        pytest.param(ENROLLED, DROPPED, DAY, "Déménage", set(), id="drops out with a reason"),
        pytest.param(ENROLLED, DROPPED, DAY, "  ", {"reason"}, id="drops out without a reason"),
        pytest.param(COMPLETED, ENROLLED, DAY, "", set(), id="completed by mistake"),
        pytest.param(DROPPED, WAITING, DAY, "", set(), id="comes back"),
        pytest.param(WAITING, COMPLETED, DAY, "", {"status"}, id="cannot complete from the list"),
        pytest.param(ENROLLED, WAITING, DAY, "", {"status"}, id="a place is not taken back"),
        pytest.param(COMPLETED, DROPPED, DAY, "x", {"status"}, id="cannot drop what is completed"),
        pytest.param(ENROLLED, COMPLETED, AFTER, "", {"moved_on"}, id="not tomorrow"),
        pytest.param(ENROLLED, COMPLETED, BEFORE, "", {"moved_on"}, id="not before enrolment"),
        pytest.param(ENROLLED, DROPPED, AFTER, "", {"moved_on", "reason"}, id="two faults"),
    ],
)
def test_an_enrolment_moves_only_as_the_table_allows(current, wanted, moved_on, reason, faulty):
    since = date(2026, 3, 5)
    assert set(moves.move_faults(current, wanted, moved_on, since, reason, DAY)) == faulty


def test_every_state_of_an_enrolment_has_its_moves():
    assert set(moves.MOVES) == set(EnrolmentStatus)


FIRST, LAST = date(2026, 2, 2), date(2026, 6, 26)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "faulty"),
    [
        pytest.param(FIRST, time(9), time(12), set(), id="on the first day"),
        pytest.param(LAST, time(9), time(12), set(), id="on the last day"),
        pytest.param(date(2026, 2, 1), time(9), time(12), {"day"}, id="the day before"),
        pytest.param(date(2026, 6, 27), time(9), time(12), {"day"}, id="the day after"),
        pytest.param(FIRST, time(12), time(9), {"ends"}, id="ends before it starts"),
        pytest.param(FIRST, time(9), time(9), {"ends"}, id="ends as it starts"),
        pytest.param(date(2027, 1, 1), time(9), time(8), {"day", "ends"}, id="two faults"),
    ],
)
def test_a_session_lies_within_its_cohort(day, starts, ends, faulty):
    assert set(sessions.time_faults(day, starts, ends, FIRST, LAST)) == faulty


@pytest.mark.parametrize(
    ("until", "faulty"),
    [(date(2026, 3, 1), True), (date(2026, 3, 2), False), (LAST, False), (date(2026, 7, 1), True)],
)
def test_a_repetition_ends_between_its_first_day_and_the_cohort_s_last(until, faulty):
    assert bool(sessions.repeat_faults(date(2026, 3, 2), until, LAST)) == faulty


@pytest.mark.parametrize(
    ("revision", "changed", "is_so"),
    [
        pytest.param(1, date(2026, 3, 10), True, id="today"),
        pytest.param(1, date(2026, 3, 3), True, id="seven days ago"),
        pytest.param(1, date(2026, 3, 2), False, id="eight days ago"),
        pytest.param(0, date(2026, 3, 10), False, id="only announced"),
    ],
)
def test_a_change_is_marked_for_a_week(revision, changed, is_so):
    assert sessions.is_changed_lately(revision, instant(changed, time(12)), DAY) == is_so


@pytest.mark.parametrize(
    ("state", "typed", "counted"),
    [(PRESENT, None, 180), (LATE, 150, 150), (ABSENT, 180, 0), (EXCUSED, None, 0)],
)
def test_an_absence_counts_nothing_whatever_is_typed(state, typed, counted):
    assert presence.minutes_counted(state, typed, 180) == counted


@pytest.mark.parametrize(
    ("state", "minutes", "faulty"),
    [
        pytest.param(PRESENT, 180, False, id="there all along"),
        pytest.param(PRESENT, 179, True, id="present but shorter"),
        pytest.param(PRESENT, 181, True, id="longer than the session"),
        pytest.param(LATE, 1, False, id="very late"),
        pytest.param(LATE, 0, True, id="late without a minute"),
        pytest.param(LEFT, 179, False, id="left a minute early"),
        pytest.param(LEFT, 180, True, id="left early but there all along"),
        pytest.param(ABSENT, 0, False, id="absent"),
        pytest.param(EXCUSED, 10, True, id="excused with minutes"),
    ],
)
def test_minutes_go_with_the_state(state, minutes, faulty):
    assert bool(presence.minutes_fault(state, minutes, 180)) == faulty


@pytest.mark.parametrize(
    ("longest", "faulty"), [(None, False), (119, False), (120, True), (150, True)]
)
def test_a_session_stays_longer_than_a_partial_presence(longest, faulty):
    assert bool(sessions.length_fault(120, longest)) == faulty
