"""Random facts about random persons, for the properties of eligibility."""

from datetime import date, timedelta

from hypothesis import strategies as st

from beneficiaries.enums import (
    AssimilatedPeriod,
    Diploma,
    HandicapProof,
    IncomeKind,
    Residence,
)
from beneficiaries.rules.facts import Facts

maybe_bool = st.sampled_from([True, False, None])
#: Around each threshold of the texts, and elsewhere.
months_of_36 = st.none() | st.sampled_from([0, 3, 4, 6, 7, 18, 20, 23, 24]) | st.integers(0, 36)
months = st.none() | st.sampled_from([11, 12, 35, 36]) | st.integers(0, 60)
days = st.dates(date(2005, 1, 14), date(2028, 12, 31)) | st.sampled_from(
    [date(2009, 6, 30), date(2009, 7, 1), date(2023, 12, 31), date(2024, 1, 1), date(2025, 2, 28)]
)
births = st.none() | st.dates(date(1940, 1, 1), date(2004, 12, 31))
rest = {
    "compulsory_schooling": maybe_bool,
    "registered_unoccupied": maybe_bool,
    "diploma": st.none() | st.sampled_from(Diploma),
    "registered_months_of_36": months_of_36,
    "allowance_months_of_36": months_of_36,
    "assimilated_months_of_36": st.none()
    | st.dictionaries(st.sampled_from(AssimilatedPeriod), months_of_36, max_size=4),
    "months_without_work": months,
    "months_without_allowance": months,
    "months_without_integration_income": months,
    "months_unoccupied": months,
    "income": st.none() | st.frozensets(st.sampled_from(IncomeKind), max_size=2),
    "residence": st.none() | st.sampled_from(Residence),
    "handicap": st.none() | st.frozensets(st.sampled_from(HandicapProof), max_size=2),
    "transition_job": maybe_bool,
    "stepping_stone_job": maybe_bool,
    "referred_by_forem": maybe_bool,
}
facts = st.builds(Facts, born_on=births, **rest)


@st.composite
def persons(draw: st.DrawFn) -> tuple[Facts, date]:
    """Facts and a day; one birth in three lies within a day of the 25th or 55th birthday."""
    on = draw(days)
    given = draw(facts)
    if draw(st.integers(0, 2)) == 0:
        years = draw(st.sampled_from([25, 55]))
        near = date(on.year - years, on.month, min(on.day, 28)) + timedelta(
            days=draw(st.integers(-1, 2))
        )
        given = Facts(**{**vars(given), "born_on": near})
    return given, on
