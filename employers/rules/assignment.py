"""Who for which post, so that all together fit best? A suggestion; nobody is placed by it.

The cost of a pair is the order of its reasons and nothing else: over all pairs together, the
fewest indispensable skills missing come first, then the fewest levels to gain, and so on. The
solver (scipy, `linear_sum_assignment`) minimises a sum of numbers: each part of the order gets its
own digits, wide enough that a sum never carries into the part before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.module_loading import import_string

from employers.rules.matching import Order

SOLVER = "scipy.optimize.linear_sum_assignment"
"""By its name: who solves nothing does not carry scipy's seventy megabytes in memory."""
EXACT = 2**53
"""Whole numbers below it are exact as the solver computes (double precision)."""

Pair = tuple[int, int]
"""A person and a vacancy."""


class TooManyError(ValueError):
    """The parts of the order have no room for a sum that stays exact."""


class Sum(NamedTuple):
    """What an assignment costs, part by part; less is better, each part before the next."""

    empty_posts: int
    must_missing: int
    levels_missing: int
    other_met: int
    wish: int
    mobility: int
    availability: int


@dataclass(frozen=True)
class Assignment:
    pairs: frozenset[Pair]
    cost: Sum

    @property
    def places(self) -> dict[int, int]:
        """The vacancy of each person who has one."""
        return dict(self.pairs)

    def count_of(self, vacancy: int) -> int:
        return sum(where == vacancy for _, where in self.pairs)


@dataclass(frozen=True)
class Change:
    """What happens to the others when one person takes another vacancy than suggested.

    `cost` is how much each part grows; `emptied` vacancies have a person fewer; `moved` are the
    others with their new vacancy, None when they have none any more.
    """

    vacancy: int
    cost: Sum
    emptied: tuple[int, ...]
    moved: tuple[tuple[int, int | None], ...]


class Table:
    """Persons beside the posts of some vacancies; a pair that `orders` lacks is never made.

    Raises TooManyError.
    """

    def __init__(self, orders: Mapping[Pair, Order], posts: Mapping[int, int]) -> None:
        self.parts = {pair: _parts(order) for pair, order in orders.items()}
        self.persons = sorted({person for person, _ in orders})
        self.seats = [vacancy for vacancy in sorted(posts) for _ in range(posts[vacancy])]
        numbers, never = _numbers(self.parts, min(len(self.persons), len(self.seats)))
        self.matrix = [
            [numbers.get((person, vacancy), never) for vacancy in self.seats]
            for person in self.persons
        ]

    def best(self, forced: Pair | None = None) -> Assignment:
        """At most one post each; the forced pair is made first, whatever it costs the others."""
        rows, columns = list(range(len(self.persons))), list(range(len(self.seats)))
        pairs = set()
        if forced:
            rows.remove(self.persons.index(forced[0]))
            columns.remove(self.seats.index(forced[1]))
            pairs.add(forced)
        if rows and columns:
            costs = [[self.matrix[row][column] for column in columns] for row in rows]
            for row, column in zip(*import_string(SOLVER)(costs), strict=True):
                pairs.add((self.persons[rows[row]], self.seats[columns[column]]))
        return self._assignment(frozenset(pair for pair in pairs if pair in self.parts))

    def _assignment(self, pairs: frozenset[Pair]) -> Assignment:
        columns = zip(*(self.parts[pair] for pair in pairs), strict=True)
        sums = [sum(column) for column in columns] or [0] * (len(Sum._fields) - 1)
        return Assignment(pairs, Sum(len(self.seats) - len(pairs), *sums))

    def changes(self, suggested: Assignment, person: int) -> list[Change]:
        """Each other vacancy that the person could take, what costs least first."""
        place = suggested.places.get(person)
        others = [vacancy for vacancy in dict.fromkeys(self.seats) if vacancy != place]
        found = [
            self._change(suggested, (person, vacancy))
            for vacancy in others
            if (person, vacancy) in self.parts
        ]
        return sorted(found, key=lambda change: (change.cost, change.vacancy))

    def _change(self, suggested: Assignment, pair: Pair) -> Change:
        other = self.best(forced=pair)
        cost = Sum(
            *(after - before for after, before in zip(other.cost, suggested.cost, strict=True))
        )
        vacancies = dict.fromkeys(self.seats)
        emptied = [one for one in vacancies if other.count_of(one) < suggested.count_of(one)]
        places, before = other.places, suggested.places
        moved = [
            (who, places.get(who))
            for who in self.persons
            if who != pair[0] and places.get(who) != before.get(who)
        ]
        return Change(pair[1], cost, tuple(emptied), tuple(moved))


def _parts(order: Order) -> tuple[int, ...]:
    """Without `must_met`, which tells vacancies apart: an indispensable counts as it misses."""
    return (order.must_missing, order.levels_missing, *order[3:])


def _numbers(
    parts: Mapping[Pair, tuple[int, ...]], pairs_at_most: int
) -> tuple[dict[Pair, int], int]:
    """The cost of each pair as one whole number, and that of a pair never to be made."""
    columns = list(zip(*parts.values(), strict=True))
    lowest = [min(column) for column in columns]
    widths = [
        1 + pairs_at_most * (max(column) - low) for low, column in zip(lowest, columns, strict=True)
    ]
    numbers = {pair: _written(values, lowest, widths) for pair, values in parts.items()}
    never = 1 + pairs_at_most * max(numbers.values(), default=0)
    if never * (pairs_at_most + 1) >= EXACT:
        raise TooManyError
    return numbers, never


def _written(values: Collection[int], lowest: list[int], widths: list[int]) -> int:
    number = 0
    for value, low, width in zip(values, lowest, widths, strict=True):
        number = number * width + value - low
    return number
