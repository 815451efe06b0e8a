"""Chance that repeats itself: the same seed and day give the same demo."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")
SATURDAY = 5


def rng_for(seed: int, *path: object) -> Random:
    """A generator of its own for each thing: changing one leaves the others as they were."""
    return Random("/".join(str(part) for part in (seed, *path)))  # noqa: S311 - a demo, no secret


def days(count: int) -> timedelta:
    return timedelta(days=count)


def between(rng: Random, start: date, end: date) -> date:
    """A day from `start` to `end`, both included; `start` when they are the wrong way round."""
    return start + days(rng.randint(0, max(0, (end - start).days)))


def weekday(day: date, latest: date) -> date:
    """The day itself, or the Monday after a weekend; the Friday before when that is too late."""
    if day.weekday() < SATURDAY:
        return day
    monday = day + days(7 - day.weekday())
    return monday if monday <= latest else day - days(day.weekday() - SATURDAY + 1)


def pick(rng: Random, weighted: dict[T, int]) -> T:
    return rng.choices(list(weighted), list(weighted.values()))[0]


def dealt(deck: Sequence[T], index: int) -> T:
    """Cards in turn, over and over: every card comes up even in a small demo."""
    return deck[index % len(deck)]
