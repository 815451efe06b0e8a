"""Chance that repeats itself: the same seed and day give the same demo."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
SATURDAY = 5
CLOSED = frozenset({(1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25)})
"""The holidays of fixed date, as (month, day)."""


def rng_for(seed: int, *path: object) -> Random:
    """A generator of its own for each thing: changing one leaves the others as they were."""
    return Random("/".join(str(part) for part in (seed, *path)))  # noqa: S311 - a demo, no secret


def days(count: int) -> timedelta:
    return timedelta(days=count)


def between(rng: Random, start: date, end: date) -> date:
    """A day from `start` to `end`, both included; `start` when they are the wrong way round."""
    return start + days(rng.randint(0, max(0, (end - start).days)))


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in CLOSED


def weekday(day: date, latest: date) -> date:
    """The day itself or the next working day; the last one before when that is too late."""
    later = day
    while not is_working(later):
        later += days(1)
    if later <= latest:
        return later
    while not is_working(day):
        day -= days(1)
    return day


def pick(rng: Random, weighted: dict[T, int]) -> T:
    return rng.choices(list(weighted), list(weighted.values()))[0]


def dealt(deck: Sequence[T], index: int) -> T:
    """Cards in turn, over and over: every card comes up even in a small demo."""
    return deck[index % len(deck)]
