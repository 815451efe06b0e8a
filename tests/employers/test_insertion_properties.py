"""The insertion objective of 2024 against a slow reference that walks the calendar day by day.

The reference knows no period: a set of worked days for each employer, and one rule. A calendar
month worked without a hole is a month; thirty-one other days make one; the best choice counts.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from beneficiaries.enums import InsertionTest
from beneficiaries.rules.regimes import InsertionRule
from employers.rules import Contract, Duration, Pause, milestone
from mirec.core.periods import Period, last_day_of, months_and_days

R2024 = InsertionRule(
    test=InsertionTest.MONTHS_EMPLOYED,
    months_same=3,
    months_several=6,
    article="D23, art. 1er, al. 2",
)
DAY = timedelta(days=1)
NAMES = {1: "A", 2: "B", 3: "C"}
FIRST, LAST = date(2023, 11, 20), date(2024, 6, 10)
LATER = date(2030, 1, 1)
NEVER = date.max
FAR_DAYS = 300
"""Long enough for an open-ended contract to reach the objective by itself, after any pause."""
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no defect."""


# The reference.


def worked_days(contract: Contract) -> set[date]:
    last = contract.last_day or contract.starts_on + FAR_DAYS * DAY
    days, day = set(), contract.starts_on
    while day <= last:
        if not any(pause.starts_on <= day <= (pause.ends_on or NEVER) for pause in contract.pauses):
            days.add(day)
        day += DAY
    return days


def first_day_with(days: set[date], months: int) -> date | None:
    """Walk the worked days; each is worth one, or closes calendar months worth 31 days each."""
    worth_before: dict[date, int] = {}
    closing: dict[date, list[tuple[date, int]]] = {}
    worth = 0
    for day in sorted(days):
        worth_before[day] = worth
        worth += 1
        for start, count in closing.get(day, []):
            worth = max(worth, worth_before[start] + 31 * count)
        if worth >= 31 * months:
            return day
        for count in range(1, months + 1):
            end = last_day_of(day, count)
            if not all(day + step * DAY in days for step in range((end - day).days + 1)):
                break
            closing.setdefault(end, []).append((day, count))
    return None


def days_by_employer(contracts: list[Contract]) -> list[set[date]]:
    by_employer: dict[int, set[date]] = {}
    for one in contracts:
        by_employer.setdefault(one.employer_id, set()).update(worked_days(one))
    return [days for days in by_employer.values() if days]


def ways(contracts: list[Contract]) -> list[tuple[set[date], int]]:
    """Three months with each employer, six with all of them when they are several."""
    employers = days_by_employer(contracts)
    found = [(days, 3) for days in employers]
    if len(employers) > 1:
        found.append((set().union(*employers), 6))
    return found


def reference(contracts: list[Contract]) -> date | None:
    reached = [first_day_with(days, months) for days, months in ways(contracts)]
    return min((day for day in reached if day), default=None)


def missing_by_reference(contracts: list[Contract]) -> Duration:
    """Work goes on from the day after the last one, until a way is reached."""
    return min(lacking(days, months) for days, months in ways(contracts))


def lacking(days: set[date], months: int) -> Duration:
    after = max(days) + DAY
    longer = days | {after + step * DAY for step in range(31 * months)}
    return Duration(*months_and_days(Period(after, first_day_with(longer, months))))


# The lives: long and short contracts, weeks of interim, jobs lost, pauses, two employers at once.


def a_contract(employer: int, start: date, length: int | None, **more) -> Contract:
    last = None if length is None else start + length * DAY
    return Contract(
        employer_id=employer,
        employer_name=NAMES[employer],
        starts_on=start,
        last_day=last,
        planned_end_on=more.pop("planned", last),
        is_open_ended=last is None,
        **more,
    )


EMPLOYERS = st.integers(1, 3)
STARTS = st.dates(FIRST, LAST) | st.sampled_from(
    [date(2023, 11, 30), date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2025, 1, 31)]
)
LENGTHS = st.integers(0, 95) | st.sampled_from([27, 28, 29, 30, 58, 59, 88, 89, 90, 91])


@st.composite
def pauses(draw, start: date) -> tuple[Pause, ...]:
    """At most two that do not touch; the last one may have no end yet."""
    found, day = [], start
    for _ in range(draw(st.integers(0, 2))):
        begins = day + draw(st.integers(0, 40)) * DAY
        ends = draw(st.none() | st.integers(0, 25).map(lambda days, day=begins: day + days * DAY))
        found.append(Pause(starts_on=begins, ends_on=ends))
        if ends is None:
            break
        day = ends + 2 * DAY
    return tuple(found)


@st.composite
def lived(draw) -> Contract:
    """A contract that ran its term, was cut short, or has no end."""
    start = draw(STARTS)
    length = draw(LENGTHS | st.none())
    lost = length is not None and draw(st.booleans())
    planned = {"planned": last_day_of(start, 12)} if lost else {}
    return a_contract(draw(EMPLOYERS), start, length, pauses=draw(pauses(start)), **planned)


@st.composite
def interim_weeks(draw) -> list[Contract]:
    """Missions from Monday to Friday or Sunday, one week after the other, some weeks without."""
    start = draw(STARTS)
    monday = start - start.weekday() * DAY
    worked = draw(st.lists(st.booleans(), min_size=1, max_size=26))
    last = draw(st.sampled_from([4, 6]))
    agency = draw(EMPLOYERS)
    return [
        a_contract(agency, monday + 7 * week * DAY, last)
        for week, is_worked in enumerate(worked)
        if is_worked
    ]


LIVES = st.builds(
    lambda jobs, weeks: jobs + weeks,
    st.lists(lived(), max_size=4),
    st.just([]) | interim_weeks(),
)


def reached(contracts: list[Contract]) -> date:
    return milestone(contracts, R2024, LATER).reached_on or NEVER


@PATIENT
@given(LIVES)
@example([a_contract(1, date(2023, 12, 2), 29), a_contract(1, date(2024, 1, 2), 59)])
@example([a_contract(1, date(2024, 1, 30), 90), a_contract(2, date(2024, 2, 29), None)])
def test_the_first_day_reached_equals_a_count_day_by_day(contracts):
    assert milestone(contracts, R2024, LATER).reached_on == reference(contracts)


@PATIENT
@given(LIVES)
def test_what_is_missing_is_what_work_that_goes_on_would_add(contracts):
    found = milestone(contracts, R2024, LATER)
    assume(found.reached_on is None and days_by_employer(contracts))
    assert found.missing == missing_by_reference(contracts)
    assert str(found.missing) in found.sentence


@PATIENT
@given(LIVES, st.data())
def test_one_more_day_never_delays(contracts, data):
    """Whatever contract it lengthens, and even when it joins two contracts into one."""
    ending = [index for index, one in enumerate(contracts) if one.last_day]
    assume(ending)
    index = data.draw(st.sampled_from(ending))
    longer = replace(contracts[index], last_day=contracts[index].last_day + DAY)
    assert reached([*contracts[:index], longer, *contracts[index + 1 :]]) <= reached(contracts)


@PATIENT
@given(LIVES, lived())
def test_one_more_contract_never_delays(contracts, more):
    assert reached([*contracts, more]) <= reached(contracts)


@PATIENT
@given(LIVES, st.data())
def test_a_pause_never_hastens(contracts, data):
    assume(contracts)
    index = data.draw(st.integers(0, len(contracts) - 1))
    worked = replace(contracts[index], pauses=())
    assert reached([*contracts[:index], worked, *contracts[index + 1 :]]) <= reached(contracts)


@PATIENT
@given(LIVES)
def test_the_order_of_the_contracts_changes_nothing(contracts):
    assert milestone(contracts, R2024, LATER) == milestone(contracts[::-1], R2024, LATER)


@PATIENT
@given(LIVES, st.dates(FIRST, date(2025, 1, 1)))
def test_the_day_reached_does_not_depend_on_when_one_looks(contracts, on):
    assert (
        milestone(contracts, R2024, on).reached_on == milestone(contracts, R2024, LATER).reached_on
    )


@PATIENT
@given(st.dates(date(2023, 1, 1), date(2025, 1, 1)), st.integers(0, 200))
def test_an_open_ended_contract_is_reached_whenever_its_third_month_ends(start, days_later):
    on = start + days_later * DAY
    found = milestone([a_contract(1, start, None)], R2024, on)
    assert found.reached_on == last_day_of(start, 3)
    assert ("À ce rythme" in found.sentence) == (on < found.reached_on)


@PATIENT
@given(LIVES)
def test_each_way_is_reached_or_says_what_it_lacks(contracts):
    found = milestone(contracts, R2024, LATER)
    for way in found.ways:
        assert (way.reached_on is None) == (way.missing is not None)
        assert (way.percent == 100) == (way.reached_on is not None)
        assert (way.made >= Duration(way.months)) == (way.reached_on is not None)
