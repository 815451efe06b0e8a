"""Seats, and what may still be done with a gathering: tables of cases."""

from datetime import date, datetime

import pytest

from coaching.enums import Outcome, Presence, SeatStatus
from coaching.rules import gatherings as rules
from training.rules.weeks import BRUSSELS

AT = datetime(2026, 12, 3, 9, 0, tzinfo=BRUSSELS)
EARLIER = datetime(2026, 12, 3, 8, 59, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("total", "taken", "waiting", "status"),
    [
        pytest.param(10, 9, 0, SeatStatus.REGISTERED, id="the last seat"),
        pytest.param(10, 10, 0, SeatStatus.WAITING, id="no seat left"),
        pytest.param(10, 12, 0, SeatStatus.WAITING, id="more than the seats"),
        pytest.param(10, 9, 1, SeatStatus.WAITING, id="a free seat that somebody awaits"),
    ],
)
def test_a_newcomer_takes_a_free_seat_unless_others_wait(total, taken, waiting, status):
    assert rules.Seats(total, taken, waiting).status_on_entry == status


@pytest.mark.parametrize(
    ("total", "taken", "waiting", "moves"),
    [(10, 8, 5, 2), (10, 8, 1, 1), (10, 10, 3, 0), (10, 11, 3, 0), (10, 0, 0, 0)],
)
def test_as_many_move_up_as_seats_are_free(total, taken, waiting, moves):
    assert rules.Seats(total, taken, waiting).promotable == moves


@pytest.mark.parametrize(
    ("cancelled", "closed", "fault"),
    [(None, None, ""), (AT, None, rules.CANCELLED), (None, AT, rules.CLOSED)],
    ids=["open", "cancelled", "closed"],
)
def test_a_list_changes_until_it_is_cancelled_or_closed(cancelled, closed, fault):
    assert rules.change_fault(cancelled, closed) == fault


@pytest.mark.parametrize(
    ("on", "fault"),
    [
        pytest.param(date(2026, 12, 2), rules.TOO_EARLY, id="the day before"),
        pytest.param(date(2026, 12, 3), "", id="the day"),
        pytest.param(date(2027, 1, 9), "", id="a correction weeks later"),
    ],
)
def test_presences_are_marked_from_the_day_on(on, fault):
    assert rules.presence_fault(None, AT, on) == fault
    assert rules.presence_fault(AT, AT, on) == rules.CANCELLED


def test_a_gathering_closes_once_it_has_begun():
    assert rules.close_fault(None, AT, AT) == ""
    assert rules.close_fault(None, AT, EARLIER) == rules.NOT_BEGUN
    assert rules.close_fault(AT, AT, AT) == rules.CANCELLED


def test_seats_that_are_taken_are_not_taken_away():
    assert rules.capacity_fault(8, 8) == ""
    assert "8\u00a0personnes ont déjà une place" in rules.capacity_fault(7, 8)
    assert "1\u00a0personne a déjà une place" in rules.capacity_fault(0, 1)


@pytest.mark.parametrize(
    ("presence", "outcome", "minutes"),
    [
        (Presence.PRESENT, Outcome.DONE, 180),
        (Presence.ABSENT, Outcome.NO_SHOW, 0),
        (Presence.EXCUSED, Outcome.EXCUSED, 0),
    ],
)
def test_a_presence_becomes_an_outcome_and_minutes(presence, outcome, minutes):
    assert rules.OUTCOMES[presence] == outcome
    assert rules.follow_up_minutes(presence, 180) == minutes
