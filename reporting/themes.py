"""What do the follow-ups of a year say on the themes of the qualitative report?

A theme comes with the text that a follow-up was started from (`Prompt.theme`). Quoted is only what
its author shares with the team or the person: never a private note, a remark or a sealed part.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from coaching.models import FollowUp

MOST_EXTRACTS = 12


@dataclass(frozen=True)
class Extract:
    """Words to draw from; the person is told by the file number, as everywhere in a report."""

    pk: int
    file_number: str
    happened_on: date
    text: str


@dataclass(frozen=True)
class Theme:
    name: str
    count: int
    extracts: list[Extract]


def themes_of(year: int, user, title: str = "") -> list[Theme]:
    """Each theme with its number of follow-ups and the newest extracts; that of `title` first."""
    rows = FollowUp.objects.filter(happened_on__year=year).exclude(prompt__theme="")
    counts = rows.filter(prompt__isnull=False).values("prompt__theme").annotate(count=Count("pk"))
    extracts = _extracts(rows, user)
    themes = [
        Theme(row["prompt__theme"], row["count"], extracts[row["prompt__theme"]]) for row in counts
    ]
    wanted = title.casefold()
    return sorted(themes, key=lambda theme: (theme.name.casefold() != wanted, theme.name))


def _extracts(rows: QuerySet[FollowUp], user) -> defaultdict[str, list[Extract]]:
    found: defaultdict[str, list[Extract]] = defaultdict(list)
    newest = Window(
        RowNumber(), partition_by=F("prompt__theme"), order_by=[F("happened_on").desc(), F("pk")]
    )
    shared = rows.visible_to(user).shareable().exclude(text="").annotate(rank=newest)
    names = ("pk", "beneficiary__file_number", "happened_on", "text", "prompt__theme")
    for row in _tuples(shared.filter(rank__lte=MOST_EXTRACTS, prompt__isnull=False), names):
        *extract, theme = row
        found[theme].append(Extract(*extract))
    return found


def _tuples(rows: QuerySet[FollowUp], names: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return list(rows.order_by("prompt__theme", "rank").values_list(*names))
