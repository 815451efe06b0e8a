"""The assignment that fits best, against every assignment there is."""

from itertools import permutations
from random import Random

import pytest

from employers.rules.assignment import Sum, Table, TooManyError
from employers.rules.matching import Order

KARIM, YASMINE, LEA = 1, 2, 3
DRIVER, CLEANER = 11, 12


def order(missing: int, levels: int = 0, wish: int = 0) -> Order:
    return Order(missing, 0, levels, 0, wish, 0, 0)


def slowest(orders, posts) -> Sum:
    """The least cost over every way to fill the posts, empty ones included."""
    seats = [vacancy for vacancy, count in posts.items() for _ in range(count)]
    persons = sorted({person for person, _ in orders}) + [None] * len(seats)
    table = Table(orders, posts)
    best = None
    for chosen in permutations(persons, len(seats)):
        pairs = frozenset(pair for pair in zip(chosen, seats, strict=True) if pair in orders)
        cost = table._assignment(pairs).cost
        best = cost if best is None else min(best, cost)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_no_other_assignment_costs_less(seed):
    rng = Random(seed)  # noqa: S311 - cases, no secret
    posts = {vacancy: rng.randint(1, 2) for vacancy in range(11, 11 + rng.randint(1, 2))}
    orders = {
        (person, vacancy): Order(
            rng.randint(0, 2), -1, rng.randint(0, 3), -rng.randint(0, 2), rng.randint(0, 3),
            rng.randint(0, 2), rng.randint(0, 2),
        )
        for person in range(1, rng.randint(2, 5))
        for vacancy in posts
        if rng.random() < 0.8
    }  # fmt: skip
    found = Table(orders, posts).best()
    assert found.cost == slowest(orders, posts)
    assert len({person for person, _ in found.pairs}) == len(found.pairs)
    assert all(found.count_of(vacancy) <= count for vacancy, count in posts.items())


def test_one_indispensable_less_outweighs_all_the_rest():
    """Both could drive: who lacks nothing drives, however far from the wish."""
    orders = {(KARIM, DRIVER): order(1), (YASMINE, DRIVER): order(0, levels=0, wish=3)}
    assert Table(orders, {DRIVER: 1}).best().pairs == {(YASMINE, DRIVER)}


def test_all_posts_are_filled_before_anything_is_compared():
    orders = {(KARIM, DRIVER): order(0), (KARIM, CLEANER): order(2), (YASMINE, DRIVER): order(3)}
    found = Table(orders, {DRIVER: 1, CLEANER: 1}).best()
    assert found.pairs == {(KARIM, CLEANER), (YASMINE, DRIVER)}
    assert found.cost[:2] == (0, 5)


def test_a_choice_tells_what_it_costs_the_others():
    orders = {
        (KARIM, DRIVER): order(0),
        (KARIM, CLEANER): order(0),
        (YASMINE, DRIVER): order(0),
    }
    table = Table(orders, {DRIVER: 1, CLEANER: 1})
    best = table.best()
    assert best.pairs == {(KARIM, CLEANER), (YASMINE, DRIVER)}
    (change,) = table.changes(best, KARIM)
    assert change.vacancy == DRIVER
    assert change.cost.empty_posts == 1
    assert change.emptied == (CLEANER,)
    assert change.moved == ((YASMINE, None),)
    assert table.changes(best, YASMINE) == []


def test_who_has_no_post_may_take_one_from_another():
    orders = {(KARIM, DRIVER): order(0), (LEA, DRIVER): order(1)}
    table = Table(orders, {DRIVER: 1})
    (change,) = table.changes(table.best(), LEA)
    assert (change.cost.must_missing, change.moved) == (1, ((KARIM, None),))


def test_nobody_and_nothing_make_an_empty_assignment():
    assert Table({}, {DRIVER: 2}).best().cost == Sum(2, 0, 0, 0, 0, 0, 0)


def test_what_no_longer_adds_up_exactly_is_refused():
    orders = {(person, DRIVER): Order(*(10**6 * person,) * 7) for person in range(1, 3)}
    with pytest.raises(TooManyError):
        Table(orders, {DRIVER: 2})
