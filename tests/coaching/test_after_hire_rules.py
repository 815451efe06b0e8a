"""When one takes news after a hire, as tables of cases, without a database."""

from datetime import date

import pytest

from coaching.enums import HireMark
from coaching.rules.after_hire import Known, Mission, jobs_of, marks_of, wanted_checks

DAY_2, DAY_15, MONTH_1, MONTH_3, MONTH_6, END = HireMark
FIVE = [DAY_2, DAY_15, MONTH_1, MONTH_3, MONTH_6]
MONDAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("starts_on", "days"),
    [
        pytest.param(
            MONDAY,
            [date(2026, 1, 13), date(2026, 1, 26), date(2026, 2, 12), date(2026, 4, 12),
             date(2026, 7, 12)],
            id="a Monday",
        ),
        pytest.param(
            date(2026, 1, 9),
            [date(2026, 1, 12), date(2026, 1, 23), date(2026, 2, 9), date(2026, 4, 9),
             date(2026, 7, 9)],
            id="a Friday: the second day of work is the Monday",
        ),
        pytest.param(
            date(2026, 4, 30),
            [date(2026, 5, 4), date(2026, 5, 14), date(2026, 5, 30), date(2026, 7, 30),
             date(2026, 10, 30)],
            id="the eve of the first of May, a Thursday",
        ),
        pytest.param(
            date(2023, 8, 31),
            [date(2023, 9, 1), date(2023, 9, 14), date(2023, 9, 30), date(2023, 11, 30),
             date(2024, 2, 29)],
            id="the last of a month, and a leap day",
        ),
        pytest.param(
            date(2024, 2, 29),
            [date(2024, 3, 1), date(2024, 3, 14), date(2024, 3, 29), date(2024, 5, 29),
             date(2024, 8, 29)],
            id="begun on a leap day",
        ),
    ],
)  # fmt: skip
def test_the_marks_run_from_the_first_day(starts_on, days):
    assert marks_of(starts_on, None) == dict(zip(FIVE, days, strict=True))


@pytest.mark.parametrize(
    ("ends_on", "has_end"),
    [
        pytest.param(date(2026, 9, 1), True, id="later"),
        pytest.param(MONDAY, True, id="on the first day"),
        pytest.param(date(2026, 1, 11), False, id="before the job"),
        pytest.param(None, False, id="no agreement"),
    ],
)
def test_the_end_of_the_agreement_is_a_mark_of_the_job_it_falls_in(ends_on, has_end):
    assert (END in marks_of(MONDAY, ends_on)) is has_end


def waiting(wanted) -> list[HireMark]:
    return [mark for mark, check in wanted.items() if not check.is_dropped]


@pytest.mark.parametrize(
    ("last_day", "left"),
    [
        pytest.param(None, FIVE, id="no end"),
        pytest.param(MONDAY, [DAY_2], id="one day of work: how did it go?"),
        pytest.param(date(2026, 2, 10), [DAY_2, DAY_15], id="a day short of a month"),
        pytest.param(date(2026, 2, 11), [DAY_2, DAY_15, MONTH_1], id="a whole month"),
        pytest.param(date(2026, 7, 11), FIVE, id="six whole months"),
    ],
)
def test_a_job_that_ended_before_its_mark_needs_no_check(last_day, left):
    assert waiting(wanted_checks(marks_of(MONDAY, None), last_day, {}, MONDAY)) == left


def test_news_taken_at_a_mark_cover_the_ones_before():
    marks = marks_of(MONDAY, None)
    known = {mark: Known(day) for mark, day in marks.items()}
    known[MONTH_1] = Known(marks[MONTH_1], is_done=True)
    wanted = wanted_checks(marks, None, known, marks[MONTH_1])
    assert MONTH_1 not in wanted
    assert waiting(wanted) == [MONTH_3, MONTH_6]


def test_a_check_that_waits_is_never_too_late_but_one_laid_late_is():
    marks = marks_of(MONDAY, None)
    late = date(2026, 3, 20)
    assert waiting(wanted_checks(marks, None, {}, late)) == [MONTH_3, MONTH_6]
    known = {mark: Known(day) for mark, day in marks.items()}
    assert waiting(wanted_checks(marks, None, known, late)) == FIVE


def test_a_check_dropped_by_an_end_waits_again_when_the_end_is_corrected():
    marks = marks_of(MONDAY, None)
    known = {mark: Known(day, is_dropped=mark != DAY_2) for mark, day in marks.items()}
    assert waiting(wanted_checks(marks, None, known, date(2026, 1, 20))) == FIVE


def test_a_mark_that_is_gone_is_dropped_and_keeps_its_day():
    end = date(2026, 9, 1)
    wanted = wanted_checks(marks_of(MONDAY, None), None, {END: Known(end)}, MONDAY)
    assert (wanted[END].due_on, wanted[END].is_dropped) == (end, True)


def test_missions_that_follow_each_other_are_one_job():
    weeks = [
        Mission(1, date(2026, 1, 5), date(2026, 1, 9)),
        Mission(2, date(2026, 1, 12), date(2026, 1, 16)),
        Mission(3, date(2026, 2, 16), date(2026, 2, 20)),
        Mission(4, date(2026, 3, 24), None),
        Mission(5, date(2027, 1, 4), date(2027, 1, 8)),
    ]
    jobs = jobs_of(reversed(weeks))
    keys = [[mission.key for mission in job.missions] for job in jobs]
    assert keys == [[1, 2, 3], [4, 5]], "31 days between two missions at most"
    assert [(job.first.key, job.last_day) for job in jobs] == [(1, date(2026, 2, 20)), (4, None)]
