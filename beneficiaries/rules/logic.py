"""Three answers: true, false, and None for what is not known."""

from collections.abc import Iterable


def all_hold(answers: Iterable[bool | None]) -> bool | None:
    """One false settles it; else one unknown leaves it open."""
    answers = list(answers)
    if False in answers:
        return False
    return None if None in answers else True


def at_least(value: int | None, minimum: int) -> bool | None:
    return None if value is None else value >= minimum


def below(value: int | None, limit: int) -> bool | None:
    return None if value is None else value < limit
