"""Our pages side by side with bare SQL of the same rows, as a Markdown table."""

import sys
import warnings
from collections.abc import Iterator

from django.conf import settings

from beneficiaries.models import Beneficiary
from tests.benchmarks.measuring import Cost, cost_of
from tests.benchmarks.pages import answer_of, bare_answer_of, pages

HEAD = (
    "| page | CPU web | CPU base | total | requêtes SQL | kB (gzip) | SQL nu | rapport | visé |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


def lines() -> Iterator[str]:
    yield f"{Beneficiary.objects.count()} personnes\n\n{HEAD}"
    for page in pages():
        ours = cost_of(answer_of(page))
        bare = cost_of(bare_answer_of(page)) if page.yardstick else None
        yield f"| {page.label} | {figures(ours)} | {beside(ours, bare)} | {page.budget} |\n"


def figures(cost: Cost) -> str:
    return (
        f"{cost.web_ms:.0f} ms | {cost.database_ms:.0f} ms | {cost.total_ms:.0f} ms | "
        f"{cost.query_count} | {cost.kilobytes:.0f} ({cost.gzip_kilobytes:.0f})"
    )


def beside(ours: Cost, bare: Cost | None) -> str:
    if bare is None:
        return "– | –"
    ratio = ours.total_ms / bare.total_ms if bare.total_ms else float("inf")
    return f"{bare.total_ms:.1f} ms | {ratio:.1f} ×"


def compare() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    warnings.simplefilter("ignore")
    for line in lines():
        sys.stdout.write(line)
        sys.stdout.flush()
