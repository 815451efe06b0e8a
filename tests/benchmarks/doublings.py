"""Does the monthly run grow as its ledger does? Each size in processes of its own, many times.

Knows no Django: what measures and what fills are `tests.benchmarks.paying`.
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

LINES = (10_000, 20_000, 40_000, 80_000)
ROUNDS = 2
SECONDS, MB = 60, 300
"""What the run may cost at most at 40 000 lines."""

Ask = Callable[[str], str]
"""Runs the words in a new Python and gives what it wrote."""


class Step(NamedTuple):
    """`cpu` is that of this process and of the database's, which other work disturbs least."""

    label: str
    seconds: float
    cpu: float
    peak_mb: float


def compare(ask: Ask) -> Iterator[str]:
    yield f"600 personnes ; visé : {SECONDS} s et {MB} Mo à 40 000 écritures\n\n"
    found = {}
    for lines in LINES:
        found[lines] = steps = quickest(ask, lines)
        if len(found) == 1:
            yield head(steps)
        cells = (f"{step.cpu:.1f} s, {step.peak_mb:.0f} Mo" for step in steps)
        elapsed = sum(step.seconds for step in steps)
        yield f"| {lines} | {' | '.join(cells)} | {cpu(steps):.1f} s | {elapsed:.0f} s |\n"
    ratios = (f"× {cpu(found[more]) / cpu(found[less]):.2f}" for less, more in pairwise(LINES))
    yield f"\nCPU pour le double d'écritures : {', '.join(ratios)}\n"


def quickest(ask: Ask, lines: int) -> list[Step]:
    """The least of each step over the rounds, and its highest peak."""
    rounds = []
    for _ in range(ROUNDS):
        ask(f"from tests.benchmarks.paying import fill; fill({lines})")
        told = json.loads(ask("from tests.benchmarks.paying import measure; measure()"))
        rounds.append([Step(*step) for step in told])
    return [
        Step(
            same[0].label,
            min(step.seconds for step in same),
            min(step.cpu for step in same),
            max(step.peak_mb for step in same),
        )
        for same in zip(*rounds, strict=True)
    ]


def cpu(steps: list[Step]) -> float:
    return sum(step.cpu for step in steps)


def head(steps: list[Step]) -> str:
    columns = ["écritures", *(step.label for step in steps), "CPU", "écoulé"]
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
