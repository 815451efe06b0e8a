"""Our pages side by side with bare SQL of the same rows, as a Markdown table."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from itertools import chain

from beneficiaries.models import Beneficiary
from tests.benchmarks.measuring import Cost, cost_of
from tests.benchmarks.pages import Page, answer_of, bare_answer_of, pages

COLUMNS = (
    "page", "CPU web (moindre)", "CPU base", "total", "requêtes SQL", "kB (gzip)", "SQL nu",
    "rapport", "visé",
)  # fmt: skip
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n"


def table(pages: Iterable[Page]) -> Iterator[str]:
    """Line by line, each as soon as it is measured."""
    yield HEAD
    for page in pages:
        ours = cost_of(answer_of(page))
        bare = cost_of(bare_answer_of(page)) if page.yardstick else None
        yield f"| {page.label} | {figures(ours)} | {beside(ours, bare)} | {page.budget} |\n"


def figures(cost: Cost) -> str:
    return (
        f"{cost.web_ms:.0f} ms ({cost.least_web_ms:.0f}) | {cost.database_ms:.0f} ms | "
        f"{cost.total_ms:.0f} ms | {cost.query_count} | "
        f"{cost.kilobytes:.0f} ({cost.gzip_kilobytes:.0f})"
    )


def beside(ours: Cost, bare: Cost | None) -> str:
    if bare is None:
        return "– | –"
    ratio = ours.total_ms / bare.total_ms if bare.total_ms else float("inf")
    return f"{bare.total_ms:.1f} ms | {ratio:.1f} ×"


def show(*parts: Iterable[str]) -> None:
    warnings.simplefilter("ignore")
    for text in chain(*parts):
        sys.stdout.write(text)
        sys.stdout.flush()


def compare() -> None:
    show([f"{Beneficiary.objects.count()} personnes\n\n"], table(pages()))
