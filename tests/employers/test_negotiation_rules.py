"""What was asked first, read from the log, and when a change is a mere correction."""

from datetime import date

import pytest

from employers.enums import Need
from employers.rules.negotiations import (
    Change,
    Line,
    Recording,
    Terms,
    may_correct,
    then_and_now,
)

ON = date(2025, 3, 3)
MUST3, MUST2 = Terms(Need.MUST, 3), Terms(Need.MUST, 2)
TRAIN2, NICE1 = Terms(Need.TRAINABLE, 2), Terms(Need.NICE, 1)


def change(before: Terms | None, after: Terms | None, skill: int = 1, label: str = "Carreler"):
    return Change(skill_id=skill, label=label, before=before, after=after)


CASES = {
    "never discussed": ({1: ("Carreler", MUST3)}, [], [Line("Carreler", MUST3, MUST3)]),
    "made trainable": (
        {1: ("Carreler", TRAIN2)},
        [change(MUST3, TRAIN2)],
        [Line("Carreler", MUST3, TRAIN2)],
    ),
    "changed twice: the first ask is the earliest": (
        {1: ("Carreler", NICE1)},
        [change(MUST3, MUST2), change(MUST2, NICE1)],
        [Line("Carreler", MUST3, NICE1)],
    ),
    "changed and back": (
        {1: ("Carreler", MUST3)},
        [change(MUST3, MUST2), change(MUST2, MUST3)],
        [Line("Carreler", MUST3, MUST3)],
    ),
    "added later": (
        {1: ("Carreler", NICE1)},
        [change(None, NICE1)],
        [Line("Carreler", None, NICE1)],
    ),
    "dropped": ({}, [change(MUST3, None)], [Line("Carreler", MUST3, None)]),
    "added, then dropped": (
        {},
        [change(None, NICE1), change(NICE1, None)],
        [Line("Carreler", None, None)],
    ),
    "in the order of needs as first asked, then by name": (
        {1: ("Carreler", NICE1), 2: ("Accueillir", NICE1), 3: ("Balayer", MUST2)},
        [change(MUST3, NICE1)],
        [
            Line("Balayer", MUST2, MUST2),
            Line("Carreler", MUST3, NICE1),
            Line("Accueillir", NICE1, NICE1),
        ],
    ),
}


@pytest.mark.parametrize(("now", "changes", "lines"), CASES.values(), ids=CASES)
def test_first_asked_and_asked_now(now, changes, lines):
    assert list(then_and_now(now, changes)) == lines


def test_terms_are_said_in_words():
    assert MUST3.words == "indispensable, en autonomie"


FRESH = {
    "recorded_by": 7, "recorded_on": ON, "has_proposals": False, "has_negotiations": False
}  # fmt: skip
CORRECTIONS = {
    "the same author on the same day": ({}, True),
    "a colleague": ({"recorded_by": 8}, False),
    "an author unknown": ({"recorded_by": None}, False),
    "the day after": ({"recorded_on": date(2025, 3, 2)}, False),
    "somebody is proposed": ({"has_proposals": True}, False),
    "something was negotiated": ({"has_negotiations": True}, False),
}


@pytest.mark.parametrize(("given", "allowed"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_slip_is_put_right_only_while_the_vacancy_is_fresh(given, allowed):
    assert may_correct(Recording(**FRESH | given), by=7, on=ON) is allowed
