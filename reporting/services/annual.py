"""The annual report as plain data: every figure, table, quota and text of one year."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from reporting.indicators.registry import CHAPTERS
from reporting.indicators.shapes import (
    NOT_FILLED,
    NOT_FILLED_LABEL,
    Breakdown,
    Chapter,
    Indicator,
    Measure,
)
from reporting.indicators.spans import Span, span_of
from reporting.models import QualitativeSection, Story
from reporting.reading import SCHEMA
from reporting.rules import share
from reporting.services.quotas import DEFINITION, quota_lines, regimes_of
from reporting.services.snapshot import Progress, quiet

COMPUTED = 60
"""The part of the whole production, in per cent, when the figures are known."""
READING = (
    "La période va du 1er janvier au 31 décembre, les deux jours compris ; pour une année en cours "
    "elle s'arrête au jour du calcul.",
    "Les chiffres de l'année précédente sont recalculés le même jour, avec les mêmes définitions, "
    "sur les douze mois de cette année.",
    "Un contrat, une personne mise à l'emploi et une insertion atteinte sont trois comptes "
    "différents : ils ne s'additionnent pas.",
    "Ce qui n'a pas été encodé figure sous « non renseigné » : chaque tableau s'additionne à son "
    "total, sauf quand une personne peut figurer à plusieurs rangs, ce qui est alors écrit.",
    "« Usage de la maison » signale un chiffre que le décret ne définit pas.",
)
TARGETS = (
    "Volume d'activité et objectif d'insertion : à compléter. Les valeurs de l'arrêté du 6 juin "
    "2024 (D. 13.12.2023, art. 16) n'ont pas été trouvées ; le rapport ne compare donc rien à un "
    "objectif. Les repères d'avant 2024 (20 personnes par travailleur, 50 % d'insertion) ne sont "
    "connus que par la presse : ils ne sont pas appliqués. La mise en page est propre à la "
    "maison : elle ne reproduit aucun modèle officiel."
)


class ReportDoesNotAddUpError(Exception):
    """A table and its figure disagree: the report is not published."""


def compute_annual(year: int, on: date, progress: Progress = quiet) -> dict:
    """The content of the report, ready for JSON. Call it inside `one_snapshot()`."""
    span, before = span_of(year, on), span_of(year - 1, on)
    regimes = regimes_of(year)
    chapters = []
    for done, chapter in enumerate(CHAPTERS):
        progress(f"Calcul : {chapter.title}", COMPUTED * done // len(CHAPTERS))
        chapters.append(_chapter(chapter, span, before))
    progress("Lecture des textes", COMPUTED)
    return {
        "schema": SCHEMA,
        "kind": "annual",
        "house": {
            "name": settings.HOUSE_NAME,
            "legal_name": settings.HOUSE_LEGAL_NAME,
            "place": settings.HOUSE_PLACE,
        },
        "year": year,
        "computed_on": on.isoformat(),
        "period": _period(span),
        "previous_period": _period(before),
        "regimes": [
            {
                "code": regime.code,
                "label": regime.label,
                "source": regime.source,
                "valid_from": regime.valid_from.isoformat(),
                "valid_to": regime.valid_to.isoformat() if regime.valid_to else None,
                "insertion_article": regime.insertion_article,
                "uncertainty": regime.uncertainty,
            }
            for regime in regimes
        ],
        "reading": list(READING),
        "targets": TARGETS,
        "chapters": chapters,
        "derogations_definition": DEFINITION,
        "derogations": [line.as_json() for line in quota_lines(year, regimes)],
        "derogations_before": [line.as_json() for line in quota_lines(year - 1)],
        "qualitative": _qualitative(year),
    }


def canonical(content: dict) -> bytes:
    """The bytes of the JSON file; their SHA-256 is the report's fingerprint."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def fingerprint(content: dict) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _period(span: Span) -> dict:
    return {
        "from": span.start.isoformat(),
        "to": span.end.isoformat(),
        "is_complete": span.is_complete,
    }


def _chapter(chapter: Chapter, span: Span, before: Span) -> dict:
    figures = [_figure(indicator, span, before) for indicator in chapter.indicators]
    totals = _totals(figures)
    return {
        "number": chapter.number,
        "key": chapter.key,
        "title": chapter.title,
        "lede": chapter.lede,
        "figures": figures,
        "tables": [_table(each, span, before, totals) for each in chapter.breakdowns],
    }


def _figure(indicator: Indicator, span: Span, before: Span) -> dict:
    return {
        "code": indicator.code,
        "key": indicator.key,
        "label": indicator.label,
        "definition": indicator.definition,
        "source": indicator.source,
        "noun": indicator.noun,
        "nouns": indicator.nouns,
        "base_label": indicator.base_label,
        **_measured(indicator.measure(span), indicator.noun),
        "previous": _measured(indicator.measure(before), indicator.noun),
    }


def _measured(measure: Measure, noun: str) -> dict:
    hours = {"hours": round(measure.value / 60, 2)} if noun == "minute" else {}
    return {
        "value": measure.value,
        "base": measure.base,
        "share": share(measure.value, measure.base),
        **hours,
    }


def _totals(figures: list[dict]) -> dict[str, tuple[int, int]]:
    """This year's and last year's total under each name that a table may refer to."""
    totals = {each["key"]: (each["value"], each["previous"]["value"]) for each in figures}
    bases = {f"{each['key']}:base": (each["base"], each["previous"]["base"]) for each in figures}
    return totals | bases


def _table(each: Breakdown, span: Span, before: Span, figures: dict) -> dict:
    now, then = _by_category(each.rows(span)), _by_category(each.rows(before))
    labels = each.labels(span)
    none = (0,) * len(each.columns)
    rows = []
    for category in _ordered(each, labels, now, then):
        values, previous = now.get(category, none), then.get(category, none)
        label, _, note = labels.get(category, category or NOT_FILLED_LABEL).partition("\n")
        rows.append(
            {
                "key": category,
                "label": label,
                "note": note,
                "values": list(_beside(each, values, previous)),
            }
        )
    table = {
        "code": each.code,
        "key": each.key,
        "title": each.title,
        "definition": each.definition,
        "source": each.source,
        "chart": each.chart,
        "columns": _columns(each, span, before),
        "rows": rows,
    }
    table["totals"] = [
        sum(row["values"][at] for row in rows) if column["adds_up"] else None
        for at, column in enumerate(table["columns"])
    ]
    _refuse_wrong_total(each, table, figures)
    return table


def _by_category(rows: Iterable[tuple]) -> dict[str, tuple[int, ...]]:
    return {category or NOT_FILLED: tuple(values) for category, *values in rows}


def _ordered(each: Breakdown, labels, now: dict, then: dict) -> list[str]:
    """The named categories in their order, the others by size, what was not filled in last."""
    named = [c for c in labels if c and (each.shows_zeros or c in now or c in then)]
    others = (set(now) | set(then)) - set(labels) - {NOT_FILLED}
    at, none = each.total_column, (0,) * len(each.columns)
    by_size = sorted(others, key=lambda c: (-now.get(c, none)[at], -then.get(c, none)[at], c))
    shown = NOT_FILLED in now or NOT_FILLED in then or (each.shows_zeros and NOT_FILLED in labels)
    return [*named, *by_size, *([NOT_FILLED] if shown else [])]


def _beside(each: Breakdown, values: tuple, previous: tuple) -> Iterable[int]:
    for column, value, value_before in zip(each.columns, values, previous, strict=True):
        yield value
        if column.is_compared:
            yield value_before


def _columns(each: Breakdown, span: Span, before: Span) -> list[dict]:
    columns = []
    for at, column in enumerate(each.columns):
        years = (span.year, before.year) if column.is_compared else (span.year,)
        columns += [
            {
                "label": column.label,
                "noun": column.noun,
                "year": year,
                "adds_up": column.adds_up,
                "is_total": at == each.total_column,
            }
            for year in years
        ]
    return columns


def _refuse_wrong_total(each: Breakdown, table: dict, figures: dict) -> None:
    if not each.total_of:
        return
    sums = tuple(
        total
        for column, total in zip(table["columns"], table["totals"], strict=True)
        if column["is_total"]
    )
    if sums != figures[each.total_of]:
        raise ReportDoesNotAddUpError(
            f"Le tableau {each.code} donne {sums}, et non {figures[each.total_of]}."
        )


def _qualitative(year: int) -> dict:
    """The manager's texts, and the stories of those who agreed in writing, under a pseudonym."""
    sections = QualitativeSection.objects.filter(year=year).exclude(text="")
    stories = Story.objects.consented().filter(year=year)
    return {
        "sections": [{"title": each.title, "text": each.text} for each in sections],
        "stories": [{"pseudonym": each.pseudonym, "text": each.text} for each in stories],
    }
