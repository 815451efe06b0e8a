"""The contracts on one line of time: where each bar stands, and which share a line."""

from dataclasses import replace
from datetime import date

import pytest

from employers.rules.timeline import Bar, Job, Suspended, timeline

ON = date(2025, 6, 15)


def job(key: int, starts: str, last: str | None, **more) -> Job:
    fields = {
        "key": key,
        "title": f"Poste {key}",
        "employer_id": key,
        "employer": f"Maison {key}",
        "terms": "CDD, 38 h",
        "starts_on": date.fromisoformat(starts),
        "last_day": date.fromisoformat(last) if last else None,
        "is_interim": False,
        "url": "#",
    }
    return Job(**fields | more)


def mission(key: int, agency: int, starts: str, last: str | None) -> Job:
    return job(key, starts, last, employer_id=agency, is_interim=True)


def test_nothing_is_drawn_without_a_contract():
    assert timeline([], ON) is None


def test_the_line_runs_from_the_month_of_the_first_to_that_of_the_last():
    drawn = timeline([job(1, "2025-02-10", "2025-03-20"), job(2, "2025-04-01", "2025-11-30")], ON)
    assert (drawn.first, drawn.last) == (date(2025, 2, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    ("starts", "last", "bars"),
    [
        pytest.param("2025-06-01", "2025-06-30", [(0, 50, False), (50, 50, True)], id="across"),
        pytest.param("2025-06-01", "2025-06-15", [(0, 50, False)], id="past"),
        pytest.param("2025-06-16", "2025-06-30", [(50, 50, True)], id="ahead"),
        pytest.param("2025-06-15", "2025-06-15", [(46.67, 3.33, False)], id="one day"),
    ],
)
def test_what_is_behind_and_what_lies_ahead_are_told_apart(starts, last, bars):
    month = job(9, "2025-06-01", "2025-06-30")
    drawn = timeline([month, job(1, starts, last)], ON)
    line = next(line for line in drawn.lines if line.job.key == 1)
    assert line.bars == tuple(Bar(*each) for each in bars)


def test_a_contract_without_end_is_drawn_two_months_ahead_and_a_long_one_a_year():
    assert timeline([job(1, "2025-06-01", None)], ON).last == date(2025, 8, 31)
    assert timeline([job(1, "2025-06-01", "2030-01-01")], ON).last == date(2026, 6, 30)


def test_a_day_outside_the_line_has_no_mark():
    assert timeline([job(1, "2024-01-01", "2024-02-01")], ON).now is None
    assert timeline([job(1, "2025-06-01", "2025-06-30")], ON).now == pytest.approx(46.67)


def test_missions_with_one_agency_share_a_line_and_others_do_not():
    drawn = timeline(
        [
            mission(1, 7, "2025-03-03", "2025-03-07"),
            mission(2, 7, "2025-03-06", "2025-03-14"),
            mission(3, 8, "2025-03-10", "2025-03-14"),
            job(4, "2025-03-01", "2025-05-31", employer_id=7),
        ],
        ON,
    )
    assert [[each.key for each in line.jobs] for line in drawn.lines] == [[4], [1, 2], [3]]
    group = drawn.lines[1]
    assert group.is_group
    assert group.day_count == 12  # the two common days once
    assert "2 missions, 12\u00a0jours en tout, du 3\u00a0mars 2025" in group.summary.replace(
        "mars\u00a0", "mars "
    )


def test_breaks_are_hatched_and_former_terms_marked():
    off = Suspended(starts_on=date(2025, 6, 16), ends_on=None, is_counted=False)
    one = replace(
        job(1, "2025-06-01", "2025-06-30"), suspended=(off,), former_ends=(date(2025, 6, 15),)
    )
    drawn = timeline([one], ON)
    assert drawn.has_breaks
    assert drawn.has_extensions
    assert drawn.lines[0].hatches == (Bar(50, 50),)
    assert drawn.lines[0].marks == (50,)
    assert str(off).startswith("depuis le 16")


@pytest.mark.parametrize(
    ("last", "count"),
    [("2025-02-10", 2), ("2025-08-31", 8), ("2027-12-31", 6)],
    ids=["two months", "eight months", "three years by six months"],
)
def test_there_are_never_too_many_words_under_the_line(last, count):
    drawn = timeline([job(1, "2025-01-01", last)], date(2027, 6, 1))
    assert len(drawn.ticks) == count
