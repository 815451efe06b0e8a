"""A person takes some seconds to fill in a form, and sends it the same day."""

from datetime import UTC, datetime, timedelta

import pytest

from mirec.core.robots import LONGEST, QUICKEST, TOO_OLD, TOO_QUICK, stamp_fault, stamped

SHOWN = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
A_MOMENT = timedelta(milliseconds=10)


@pytest.mark.parametrize(
    ("after", "fault"),
    [
        pytest.param(timedelta(0), TOO_QUICK, id="at once"),
        pytest.param(QUICKEST - A_MOMENT, TOO_QUICK, id="just too quick"),
        pytest.param(QUICKEST + A_MOMENT, "", id="as quick as a person can"),
        pytest.param(LONGEST - A_MOMENT, "", id="at the end of the day"),
        pytest.param(LONGEST + A_MOMENT, TOO_OLD, id="too late"),
        pytest.param(-timedelta(hours=1), TOO_QUICK, id="before it was shown"),
    ],
)
def test_a_stamp_is_believed_between_two_bounds(after, fault):
    assert stamp_fault(stamped(SHOWN), SHOWN + after) == fault


@pytest.mark.parametrize(
    "stamp",
    ["", "x", "17:abc", stamped(SHOWN)[:-1], stamped(SHOWN) + "a"],
    ids=["nothing", "a letter", "no stamp", "cut", "longer"],
)
def test_a_stamp_that_nobody_signed_is_not_believed(stamp):
    assert stamp_fault(stamp, SHOWN + QUICKEST + A_MOMENT) == TOO_OLD
